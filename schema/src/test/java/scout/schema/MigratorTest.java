package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

class MigratorTest {
  /** The sockets of this host; Java's are those of IPv6 also where they speak IPv4. */
  private static final Path SOCKETS = Path.of("/proc/self/net/tcp6");

  private static final String HELD_AT_EACH_STATEMENT =
      """
      CREATE TABLE public.seen (probes text);
      CREATE FUNCTION public.hold() RETURNS event_trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO public.seen VALUES (concat_ws(' ', current_setting('tcp_keepalives_idle'),
          current_setting('tcp_keepalives_interval'), current_setting('tcp_keepalives_count')));
        PERFORM pg_advisory_xact_lock_shared(1);
      END $$;
      CREATE EVENT TRIGGER hold ON ddl_command_end EXECUTE FUNCTION public.hold();
      """;

  private static final String WAITING =
      "SELECT client_port::text FROM pg_stat_activity"
          + " WHERE datname = current_database() AND wait_event = 'advisory'";

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

  /**
   * Either side notices within half a minute that the other one's machine is gone. The migration is
   * held at its first statement, so that its socket can be looked at.
   */
  @Test
  void bothSidesProbeAnIdlePeer() throws Exception {
    assumeTrue(Files.exists(SOCKETS), "only Linux shows a socket's timers");
    try (Connection holder = TestServer.connect(postgres.getJdbcUrl("postgres", "postgres"))) {
      execute(holder, "CREATE DATABASE held");
    }
    String url = postgres.getJdbcUrl("postgres", "held");
    try (Connection holder = TestServer.connect(url)) {
      execute(holder, HELD_AT_EACH_STATEMENT);
      execute(holder, "SELECT pg_advisory_lock(1)");
      CompletableFuture<Void> migration =
          CompletableFuture.runAsync(
              () -> {
                try {
                  TestServer.migrate(url);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      String port = "";
      while (port.isEmpty()) {
        assertThat(migration).isNotDone();
        port = text(holder, WAITING);
      }

      assertThat(keepAliveMillis(Integer.parseInt(port))).isBetween(1L, 10_000L);

      execute(holder, "SELECT pg_advisory_unlock(1)");
      migration.get();
      assertThat(text(holder, "SELECT DISTINCT probes FROM public.seen")).isEqualTo("10 5 4");
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  /** When the kernel probes the peer of this port's socket next; negative if it never does. */
  private static long keepAliveMillis(int port) throws IOException {
    String[] timer = timer(port);
    while (timer[0].equals("01")) { // the last bytes are not confirmed yet
      timer = timer(port);
    }
    return timer[0].equals("02") ? Long.parseLong(timer[1], 16) * 10 : -1;
  }

  /** The kind and the time of the socket's timer, as the kernel shows them. */
  private static String[] timer(int port) throws IOException {
    String local = "0100007F:%04X".formatted(port);
    for (String line : Files.readAllLines(SOCKETS)) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns[1].endsWith(local)) {
        return columns[5].split(":", -1);
      }
    }
    throw new AssertionError("No socket has the port " + port);
  }
}
