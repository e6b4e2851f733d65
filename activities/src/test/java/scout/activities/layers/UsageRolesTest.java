package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import scout.activities.database.RolePool;
import scout.activities.housekeeping.HousekeepingTasks;
import scout.activities.housekeeping.RetentionSettings;
import scout.schema.SharedServer;
import scout.settings.DatabaseSettings;

/** What roles do, on a server that loads pg_stat_statements. */
class UsageRolesTest {
  private static final String COUNTED =
      "SELECT calls || ' ' || rows FROM scout.usage_roles"
          + " WHERE role = 'scout_reader' AND calls IS NOT NULL";

  @Test
  void countsStatementsAndRowsOfEachRole() throws Exception {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_preload_libraries", "pg_stat_statements")
            .start()) {
      String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
      SharedServer.migrate(SharedServer.owner(url));
      Jdbi owner = Jdbi.create(url, "postgres", "postgres");
      owner.useHandle(handle -> handle.execute("CREATE EXTENSION pg_stat_statements"));
      Jdbi reader = Jdbi.create(url, "scout_reader", "scout_reader");
      try (RolePool transform =
          RolePool.open(new DatabaseSettings(url, "scout_transform", "scout_transform"), 2)) {
        ask(reader);
        keepHouse(transform);
        owner.useHandle(handle -> handle.execute("UPDATE scout.usage_snapshots SET day = day - 1"));

        ask(reader);

        List<String> counts =
            owner.withHandle(handle -> handle.createQuery(COUNTED).mapTo(String.class).list());
        assertThat(counts)
            .singleElement()
            .satisfies(counted -> assertThat(atLeast(counted, 0)).isPositive())
            .satisfies(counted -> assertThat(atLeast(counted, 1)).isGreaterThanOrEqualTo(100));
      }
    }
  }

  private static long atLeast(String counted, int place) {
    return Long.parseLong(counted.split(" ", -1)[place]);
  }

  private static void ask(Jdbi reader) {
    reader.useHandle(handle -> handle.execute("SELECT generate_series(1, 100)"));
  }

  private static void keepHouse(RolePool transform) {
    new HousekeepingTasks(transform, new RetentionSettings(0, 0, 90, 0, 90), 0).keepHouse();
  }
}
