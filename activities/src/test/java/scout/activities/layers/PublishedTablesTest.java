package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import scout.activities.TestDatabase;

/** The layers go on while all tables are published, and a subscriber has the same rows. */
class PublishedTablesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> CONTENTS =
      List.of(
              "gold_store_daily_summary",
              "platinum_store_features",
              "gold_outbox",
              "platinum_outbox",
              "silver_edge_transactions",
              "files")
          .stream()
          .map(
              table ->
                  "SELECT coalesce(jsonb_agg(t ORDER BY t::text), '[]')::text FROM scout."
                      + table
                      + " t")
          .toList();

  @Test
  void everythingReachesASubscriber() throws Exception {
    try (EmbeddedPostgres publisher = server();
        EmbeddedPostgres subscriber = server();
        LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC), database(publisher));
        TestDatabase copy = database(subscriber)) {
      for (TestDatabase each : List.of(stage.database, copy)) {
        each.owner().useHandle(h -> h.execute("SELECT scout.ensure_partition(now()::date)"));
      }
      stage.execute("CREATE PUBLICATION everything FOR ALL TABLES");
      copy.owner()
          .useHandle(
              handle ->
                  handle.execute(
                      "CREATE SUBSCRIPTION copy CONNECTION 'host=127.0.0.1 port="
                          + publisher.getPort()
                          + " dbname=scout user=postgres password=postgres' PUBLICATION everything"
                          + " WITH (copy_data = false)"));

      Instant noon = Instant.parse("2025-06-20T12:00:00Z");
      UUID first = stage.loader.load("a.json", noon, List.of(sale("A", "S1"), sale("B", "S2")));
      stage.refresh();
      stage.loader.load("b.json", noon.plusSeconds(1), List.of(sale("A", "S1"), sale("C", "S1")));
      stage.refresh();
      stage.loader.discard(first);
      stage.refresh();

      assertThat(stage.value("SELECT count(*) FROM scout.gold_store_daily_summary")).isEqualTo("1");
      Instant end = Instant.now().plus(PATIENCE);
      while (!contents(copy).equals(contents(stage.database)) && Instant.now().isBefore(end)) {
        Thread.sleep(20);
      }
      assertThat(contents(copy)).isEqualTo(contents(stage.database));
    }
  }

  private static EmbeddedPostgres server() throws Exception {
    return EmbeddedPostgres.builder().setServerConfig("wal_level", "logical").start();
  }

  private static TestDatabase database(EmbeddedPostgres server) throws Exception {
    TestDatabase database = TestDatabase.of(server, "scout");
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE scout");
    }
    database.migrate(database.ownerSettings());
    return database;
  }

  private static List<String> contents(TestDatabase database) {
    return database
        .owner()
        .withHandle(
            handle ->
                CONTENTS.stream()
                    .map(query -> handle.select(query).mapTo(String.class).one())
                    .toList());
  }

  private static String sale(String id, String store) {
    return """
    {"transaction_id": "%s", "store_id": "%s", "timestamp": "2025-06-10T08:00:00Z", "amount": 1}\
    """
        .formatted(id, store);
  }
}
