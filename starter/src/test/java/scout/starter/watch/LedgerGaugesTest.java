package scout.starter.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.schema.SqlFile;
import scout.schema.WaitingFiles;
import scout.schema.WatchedDatabase;

class LedgerGaugesTest {
  private static WatchedDatabase database;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeAll
  static void start() throws Exception {
    database = WatchedDatabase.start();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  private static void run(String statement) {
    database.owner().useHandle(handle -> handle.execute(statement));
  }

  private double value(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }

  private LedgerGauges gauges(String url) {
    Map<String, String> settings = database.settings();
    return new LedgerGauges(
        Jdbi.create(url, "scout_watch", settings.get("SCOUT_DB_WATCH_PASSWORD")), registry);
  }

  @Test
  void tellsWhatTheLedgerHolds() {
    run("TRUNCATE scout.files");
    LedgerGauges gauges = gauges(database.settings().get("SCOUT_DB_URL"));
    gauges.look();
    assertThat(value("scout.files.unfinished")).isZero();
    assertThat(value("scout.oldest.unfinished.seconds")).isZero();
    assertThat(value("scout.files.pending")).isZero();
    assertThat(value("scout.last.sweep.timestamp.seconds")).isZero();
    assertThat(value("scout.last.sweep.well.timestamp.seconds")).isZero();
    assertThat(value("scout.last.refresh.timestamp.seconds")).isZero();
    assertThat(value("scout.inbox.waiting")).isZero();
    assertThat(value("scout.inbox.oldest.seconds")).isZero();

    run(
        "INSERT INTO scout.live_inbox (bucket, object_key, device_id, arrived_at)"
            + " SELECT 'sample', n || '.json', '', now() - interval '1 hour'"
            + " FROM generate_series(1, 4) AS n");
    gauges.look();
    assertThat(value("scout.inbox.waiting")).isEqualTo(4);
    assertThat(value("scout.inbox.oldest.seconds")).isBetween(3_600.0, 3_700.0);
    run("TRUNCATE scout.live_inbox");

    run(
        """
        INSERT INTO scout.files
               (file_id, bucket, object_key, etag, size_bytes, uploaded_at, status, generation,
                records_read, records_loaded, records_pending, bronze_created_at, loaded_at)
        SELECT gen_random_uuid(), 'sample', n || '.json', 'e', 1, now() - n * interval '1 hour',
               CASE n WHEN 3 THEN 'archived' ELSE 'loaded' END, 1, 1, 1, 1, now(), now()
          FROM generate_series(1, 3) AS n
        """);
    run(
        "INSERT INTO scout.sweeps VALUES (gen_random_uuid(), to_timestamp(500),"
            + " to_timestamp(600))");
    run("INSERT INTO scout.sweeps VALUES (gen_random_uuid(), to_timestamp(1000))");
    run(
        "INSERT INTO scout.refreshes (refresh_id, started_at, finished_at, outcome)"
            + " VALUES (gen_random_uuid(), to_timestamp(2000), to_timestamp(2001), 'succeeded'),"
            + " (gen_random_uuid(), to_timestamp(3000), to_timestamp(3001), 'failed')");
    run(
        "INSERT INTO scout.alerts (fingerprint, kind, subject, message) VALUES"
            + " ('a', 'check_failed', 's', 'm'), ('b', 'check_failed', 's', 'm'),"
            + " ('c', 'device_silent', 's', 'm')");
    gauges.look();
    assertThat(value("scout.files.unfinished")).isEqualTo(2);
    assertThat(value("scout.oldest.unfinished.seconds")).isBetween(7_200.0, 10_000.0);
    assertThat(value("scout.files.pending")).isEqualTo(3);
    assertThat(value("scout.last.sweep.timestamp.seconds")).isEqualTo(1_000);
    assertThat(value("scout.last.sweep.well.timestamp.seconds")).isEqualTo(600);
    assertThat(value("scout.last.refresh.timestamp.seconds")).isEqualTo(2_000);
    assertThat(value("scout.alerts.open", "kind", "check_failed")).isEqualTo(2);
    assertThat(value("scout.alerts.open", "kind", "device_silent")).isEqualTo(1);

    run("UPDATE scout.alerts SET resolved_at = now() WHERE kind = 'check_failed'");
    gauges.look();
    assertThat(value("scout.alerts.open", "kind", "check_failed")).isZero();
  }

  @Test
  void readsOfTheLedgerWhatWaitsAlone() {
    SqlFile sql = SqlFile.load(LedgerGauges.class, "/scout/starter/gauges.sql");
    WaitingFiles.areReadAlone(database, sql.get("files_pending"), Map.of());
  }

  @Test
  void tellsNothingWhileTheDatabaseIsAway() {
    gauges("jdbc:postgresql://127.0.0.1:1/none").look();
    assertThat(value("scout.files.pending")).isNaN();
  }
}
