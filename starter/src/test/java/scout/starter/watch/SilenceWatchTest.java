package scout.starter.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.schema.WatchedDatabase;
import scout.settings.Settings;

class SilenceWatchTest {
  private static WatchedDatabase database;
  private static SilenceWatch watch;

  @BeforeAll
  static void start() throws Exception {
    database = WatchedDatabase.start();
    Map<String, String> settings = database.settings();
    watch =
        SilenceWatch.of(
            new Settings(settings),
            Jdbi.create(
                settings.get("SCOUT_DB_URL"),
                "scout_watch",
                settings.get("SCOUT_DB_WATCH_PASSWORD")));
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @BeforeEach
  void empty() {
    run(
        "TRUNCATE scout.files, scout.sweeps, scout.alerts, scout.refreshes, scout.gold_outbox,"
            + " scout.platinum_outbox");
    run("UPDATE scout.sweep_turn SET sweep_id = NULL, seen_at = NULL, progress_at = NULL");
  }

  private List<String> open() {
    return database
        .owner()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT fingerprint FROM scout.alerts WHERE resolved_at IS NULL"
                            + " ORDER BY fingerprint")
                    .mapTo(String.class)
                    .list());
  }

  private void run(String statement) {
    database.owner().useHandle(handle -> handle.execute(statement));
  }

  private void file(String key, String device, String status, String uploaded) {
    database
        .owner()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id,"
                            + " size_bytes, uploaded_at, updated_at, claimed_at, loaded_at, status)"
                            + " VALUES (gen_random_uuid(), 'sample', :key, 'e', :device, 1, now() -"
                            + " CAST(:uploaded AS interval), now() - CAST(:uploaded AS interval),"
                            + " now() - CAST(:uploaded AS interval), now() - CAST(:uploaded AS"
                            + " interval), :status)")
                    .bind("key", key)
                    .bind("device", device)
                    .bind("status", status)
                    .bind("uploaded", uploaded)
                    .execute());
  }

  @Test
  void saysNothingOfAnEmptyInstallation() {
    watch.look();

    assertThat(open()).isEmpty();
  }

  @Test
  void noticesThatSweepsHaveStoppedAndThatTheyGoOn() {
    run(
        "INSERT INTO scout.sweeps VALUES (gen_random_uuid(), now() - interval '1 hour', now() -"
            + " interval '36 minutes')");
    watch.look();
    watch.look();
    assertThat(open()).containsExactly("sweep_missed:edge-sweep");

    run("INSERT INTO scout.sweeps VALUES (gen_random_uuid(), now(), now())");
    watch.look();
    assertThat(open()).isEmpty();
  }

  @Test
  void noticesThatNoSweepHasEverBegun() {
    Map<String, String> settings = database.settings();
    new SilenceWatch(
            Jdbi.create(
                settings.get("SCOUT_DB_URL"),
                "scout_watch",
                settings.get("SCOUT_DB_WATCH_PASSWORD")),
            Duration.ofDays(1),
            Instant.now().minus(Duration.ofMinutes(36)))
        .look();
    assertThat(open()).containsExactly("sweep_missed:edge-sweep");

    run("INSERT INTO scout.sweeps VALUES (gen_random_uuid(), now(), now())");
    watch.look();
    assertThat(open()).isEmpty();
  }

  @Test
  void sweepsThatBeginAndFailAreNone() {
    run(
        "INSERT INTO scout.sweeps VALUES (gen_random_uuid(), now() - interval '50 minutes',"
            + " now() - interval '49 minutes')");
    run("INSERT INTO scout.sweeps VALUES (gen_random_uuid(), now() - interval '1 minute')");
    watch.look();

    assertThat(open()).containsExactly("sweep_missed:edge-sweep");
    assertThat(message()).contains("the latest began at");
  }

  @Test
  void aSweepThatTakesLongIsNotMissed() {
    run(
        "INSERT INTO scout.sweeps VALUES (gen_random_uuid(), now() - interval '50 minutes',"
            + " now() - interval '49 minutes')");
    run(
        "UPDATE scout.sweep_turn SET sweep_id = gen_random_uuid(), seen_at = now(), progress_at ="
            + " now()");
    watch.look();

    assertThat(open()).isEmpty();
  }

  private String message() {
    return database
        .owner()
        .withHandle(h -> h.select("SELECT message FROM scout.alerts").mapTo(String.class).one());
  }

  @Test
  void attemptsThatFailDontHideThatAFileIsStuck() {
    file("a.json", null, "loading", "31 minutes");
    run("UPDATE scout.files SET updated_at = now(), attempt = 40, reason = 'SlowDown: no'");
    watch.look();

    assertThat(open()).containsExactly("file_stuck:files");
    assertThat(message()).contains("a.json is loading since", "SlowDown: no", "40 attempts");
  }

  /** It would also be named in place of the one that nobody else speaks of. */
  @Test
  void aFileThatIsStoppedHasAnAlertOfItsOwn() {
    file("a.json", null, "loading", "2 hours");
    run("UPDATE scout.files SET stopped_at = now(), reason = 'AccessDenied: no'");
    watch.look();
    assertThat(open()).isEmpty();

    file("b.json", null, "loading", "31 minutes");
    watch.look();
    assertThat(open()).containsExactly("file_stuck:files");
    assertThat(message()).contains("b.json is loading since");
  }

  @Test
  void aFileOfLongAgoThatIsReadAgainIsNotStuck() {
    file("a.json", null, "loaded", "31 days");
    run("UPDATE scout.files SET loaded_at = now() - interval '30 days', replayed_at = now()");
    watch.look();

    assertThat(open()).isEmpty();
  }

  @Test
  void aPartitionThatIsThereEndsTheAlertThatItCouldNotBeMade() {
    run(
        "INSERT INTO scout.alerts (fingerprint, kind, severity, subject, message) VALUES"
            + " ('partition:bronze_edge_raw', 'partition', 'critical', 'bronze_edge_raw', 'no')");
    watch.look();
    assertThat(open()).containsExactly("partition:bronze_edge_raw");

    run(
        "SELECT scout.ensure_partition(CAST(date_trunc('month', now() AT TIME ZONE 'UTC') AS"
            + " date))");
    watch.look();
    assertThat(open()).isEmpty();
  }

  @Test
  void noticesAFileThatDoesNotGetOn() {
    file("a.json", null, "loading", "31 minutes");
    file("b.json", null, "archived", "31 minutes");
    file("c.json", null, "loaded", "29 minutes");
    watch.look();
    assertThat(open()).containsExactly("file_stuck:files");

    run("UPDATE scout.files SET status = 'archived' WHERE object_key = 'a.json'");
    watch.look();
    assertThat(open()).isEmpty();
  }

  @Test
  void noticesAnEventWhoseWorkDoesNotBegin() {
    run(
        "INSERT INTO scout.live_inbox (bucket, object_key, device_id, arrived_at)"
            + " VALUES ('sample', 'a.json', '', now() - interval '31 minutes')");
    watch.look();
    assertThat(open()).containsExactly("file_stuck:files");
    assertThat(message()).contains("a.json is announced", "Temporal does not take it");

    run("DELETE FROM scout.live_inbox");
    watch.look();
    assertThat(open()).isEmpty();
  }

  @Test
  void noticesThatNobodyRefreshesSilver() {
    loaded("a.json", "31 minutes");
    loaded("b.json", "29 minutes");
    watch.look();
    assertThat(open()).containsExactly("layers_behind:silver");

    run("UPDATE scout.files SET silver_generation = generation WHERE object_key = 'a.json'");
    watch.look();
    assertThat(open()).isEmpty();
  }

  @Test
  void aFileThatIsHeldHasAnAlertOfItsOwn() {
    loaded("a.json", "31 minutes");
    run(
        "INSERT INTO scout.alerts (fingerprint, kind, severity, subject, message)"
            + " VALUES ('file_held:a.json', 'file_held', 'critical', 'a.json', 'm')");
    watch.look();
    assertThat(open()).containsExactly("file_held:a.json");
  }

  /** Archived, and not taken by silver. */
  private void loaded(String key, String ago) {
    file(key, null, "archived", ago);
    run(
        "UPDATE scout.files SET generation = 1, loaded_at = updated_at WHERE object_key = '"
            + key
            + "'");
  }

  @Test
  void noticesThatNobodyRefreshesGold() {
    run("INSERT INTO scout.gold_outbox (store_id, transaction_date) VALUES ('S1', '2025-03-14')");
    run(
        "INSERT INTO scout.refreshes (refresh_id, started_at, finished_at, outcome)"
            + " VALUES (gen_random_uuid(), now() - interval '31 minutes', now(), 'succeeded')");
    watch.look();
    assertThat(open()).containsExactly("layers_behind:gold");

    run("TRUNCATE scout.gold_outbox");
    watch.look();
    assertThat(open()).isEmpty();
  }

  @Test
  void noticesADeviceThatStoppedSending() {
    file("a.json", "till-01", "archived", "25 hours");
    file("b.json", "till-01", "archived", "3 days");
    file("c.json", "till-02", "archived", "23 hours");
    file("d.json", "till-02", "archived", "2 days");
    file("e.json", "till-03", "archived", "15 days");
    file("f.json", "several", "archived", "2 days");
    watch.look();
    assertThat(open()).containsExactly("device_silent:till-01");

    file("g.json", "till-01", "archived", "1 minute");
    watch.look();
    assertThat(open()).isEmpty();
  }
}
