package scout.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.local.home.FreePorts;
import scout.local.home.ServerCache;
import scout.local.home.StackHome;
import scout.local.home.StoredSecrets;
import scout.settings.DatabaseSettings;

class LocalPostgresTest {
  private static final Path CACHE = ServerCache.servers(System.getenv());

  @TempDir Path folder;

  @Test
  void keepsItsDataAndItsPortAndComesBackAfterBeingKilled() throws Exception {
    StackHome home = new StackHome(folder.resolve("home with a space"));
    int port;
    try (LocalPostgres first = start(home)) {
      port = port(first);
      execute(first.owner(), "CREATE TABLE kept (n int)");
      execute(first.owner(), "INSERT INTO kept VALUES (41)");
    }
    long abandoned;
    LocalPostgres killed = start(home);
    assertThat(port(killed)).isEqualTo(port);
    execute(killed.owner(), "UPDATE kept SET n = n + 1");
    abandoned = killed.pid();
    // nobody closes it: so it looks after a kill -9 of the process that started it
    try (LocalPostgres next = start(home)) {
      assertThat(ProcessHandle.of(abandoned).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(text(next.owner(), "SELECT n FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void asksForThePasswordAndIsDurable() throws Exception {
    try (LocalPostgres postgres = start(new StackHome(folder))) {
      DatabaseSettings owner = postgres.owner();
      assertThatThrownBy(() -> execute(new DatabaseSettings(owner.url(), "scout", "x"), "SELECT"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(text(owner, "SHOW fsync")).isEqualTo("on");
      assertThat(text(owner, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(text(owner, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(text(owner, "SELECT version()")).startsWith("PostgreSQL 18.");
    }
  }

  private static LocalPostgres start(StackHome home) throws Exception {
    return LocalPostgres.start(home, CACHE, new FreePorts(home), new StoredSecrets(home));
  }

  private static int port(LocalPostgres postgres) {
    String url = postgres.owner().url();
    return Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
  }

  private static void execute(DatabaseSettings owner, String sql) throws SQLException {
    try (Connection connection = connect(owner)) {
      connection.createStatement().execute(sql);
    }
  }

  private static String text(DatabaseSettings owner, String sql) throws SQLException {
    try (Connection connection = connect(owner);
        var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(DatabaseSettings owner) throws SQLException {
    return DriverManager.getConnection(owner.url(), owner.user(), owner.password());
  }
}
