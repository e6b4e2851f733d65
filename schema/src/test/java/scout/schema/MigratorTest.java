package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

class MigratorTest {
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void buildsTheSchemaOnceAndLetsEveryRoleIn() throws Exception {
    String url = postgres.getJdbcUrl("postgres", "postgres");
    Migrator migrator = new Migrator(new DatabaseSettings(url, "postgres", "postgres"));
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      passwords.put(role, "secret of " + role);
    }

    assertThat(migrator.migrate(passwords)).isPositive();
    assertThat(migrator.migrate(passwords)).isZero();

    for (DatabaseRole role : DatabaseRole.values()) {
      String roleUrl = url.replaceFirst("\\?.*", "");
      try (Connection connection =
              DriverManager.getConnection(roleUrl, role.roleName(), passwords.get(role));
          var rows = connection.createStatement().executeQuery("SELECT current_user")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo(role.roleName());
      }
    }
  }
}
