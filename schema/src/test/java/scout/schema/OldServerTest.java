package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseSettings;

class OldServerTest {
  private static final Path PROGRAMS = Path.of("target/old/postgresql-15.jar");

  @Test
  void refusesAnOlderServerInASentenceAndChangesNothing() throws Exception {
    try (EmbeddedPostgres old =
        EmbeddedPostgres.builder().setPgBinaryResolver((system, machine) -> programs()).start()) {
      String url = old.getJdbcUrl("postgres", "postgres");
      assertThatThrownBy(
              () ->
                  new Migrator(new DatabaseSettings(url, "postgres", "postgres")).migrate(Map.of()))
          .isInstanceOf(UnsuitableDatabase.class)
          .hasMessageStartingWith("Scout needs PostgreSQL 16 or newer, and this server is 15.13");
      try (Connection connection = old.getPostgresDatabase().getConnection();
          var rows =
              connection
                  .createStatement()
                  .executeQuery(
                      "SELECT count(*) FROM pg_roles, pg_namespace"
                          + " WHERE rolname LIKE 'scout%' OR nspname = 'scout'")) {
        rows.next();
        assertThat(rows.getInt(1)).isZero();
      }
    }
  }

  private static InputStream programs() {
    try {
      URL jar = URI.create("jar:" + PROGRAMS.toUri() + "!/postgres-linux-x86_64.txz").toURL();
      return jar.openStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
