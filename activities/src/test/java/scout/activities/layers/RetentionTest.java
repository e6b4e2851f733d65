package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.database.RolePool;
import scout.activities.housekeeping.HousekeepingTasks;
import scout.activities.housekeeping.RetentionSettings;
import scout.settings.DatabaseRole;
import scout.workflows.housekeeping.HousekeepingResult;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.TableChange;

/** Old months of bronze go while new files come, and what silver took of them stays. */
class RetentionTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");
  private static final YearMonth OLDEST = YearMonth.of(2024, 1);
  private static final int MONTHS = 12;

  private LayerStage stage;

  @BeforeEach
  void open() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void monthsGoWhileFilesAreLoadedAndRefreshed() throws Exception {
    for (int month = 0; month < MONTHS; month++) {
      UUID file = stage.loader.load("old-" + month + ".json", NOON, sales("old-" + month));
      age(file, OLDEST.plusMonths(month));
    }
    stage.refresh();
    ExecutorService side = Executors.newSingleThreadExecutor();
    int loaded = 0;
    try {
      Future<Integer> retired = side.submit(this::retireAll);
      while (!retired.isDone() || loaded < 20) {
        stage.loader.load("new-" + loaded + ".json", NOON, sales("new-" + loaded));
        stage.refresh();
        loaded++;
      }
      assertThat(retired.get()).isEqualTo(MONTHS);
    } finally {
      side.shutdownNow();
    }
    System.out.println(MONTHS + " months retired while " + loaded + " files were loaded.");
    assertThat(stage.texts("SELECT relname FROM pg_class WHERE relname ~ '^bronze.*_2024_'"))
        .isEmpty();
    assertThat(stage.value("SELECT count(*) FROM scout.silver_edge_transactions"))
        .isEqualTo(String.valueOf(2 * (MONTHS + loaded)));
    assertThat(stage.value("SELECT sum(transaction_count) FROM scout.gold_store_daily_summary"))
        .isEqualTo(String.valueOf(2 * (MONTHS + loaded)));
    assertThat(stage.value("SELECT count(*) FROM scout.bronze_edge_raw"))
        .isEqualTo(String.valueOf(2 * loaded));
    assertThat(stage.value("SELECT count(*) FROM scout.files WHERE records_pending > 0"))
        .isEqualTo("0");
  }

  @Test
  void aRetiredFileThatMustBeSettledAgainKeepsItsRowsUntilItIsReprocessed() {
    UUID file = stage.loader.load("a.json", NOON, sales("a"));
    age(file, OLDEST);
    stage.refresh();
    assertThat(keepHouse().monthsRetired()).isEqualTo(1);
    String before =
        stage.value("SELECT string_agg(s::text, ',') FROM scout.silver_edge_transactions s");

    stage.loader.comeBack(file, NOON.plusSeconds(60));
    UUID other = stage.loader.load("b.json", NOON, sales("b"));
    stage.refresh();

    assertThat(
            stage.value(
                "SELECT string_agg(s::text, ',') FROM scout.silver_edge_transactions s"
                    + " WHERE file_id = ?",
                file))
        .isEqualTo(before);
    assertThat(stage.value("SELECT records_current FROM scout.files WHERE file_id = ?", other))
        .isEqualTo("2");
    assertThat(stage.texts("SELECT message FROM scout.alerts WHERE resolved_at IS NULL"))
        .anySatisfy(message -> assertThat(message).contains("retired", "Reprocess"));

    stage.loader.replay(file, sales("a"));
    stage.refresh();
    assertThat(
            stage.texts(
                "SELECT subject FROM scout.alerts WHERE kind = 'file_held'"
                    + " AND resolved_at IS NULL"))
        .isEmpty();
    assertThat(stage.value("SELECT records_current FROM scout.files WHERE file_id = ?", file))
        .isEqualTo("2");
  }

  /** The planner is free to look at every table before it looks which are partitions. */
  @Test
  void findsOldMonthsByAnyPlan() {
    UUID file = stage.loader.load("a.json", NOON, sales("a"));
    age(file, OLDEST);
    stage.refresh();
    stage.execute(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET enable_nestloop = off',"
            + " current_database()); END $$");
    stage.execute(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET enable_indexscan = off',"
            + " current_database()); END $$");

    try (RolePool fresh = RolePool.open(stage.database.settings(DatabaseRole.TRANSFORM), 2)) {
      assertThat(keepHouse(fresh).monthsRetired()).isEqualTo(1);
    }
  }

  /** Somebody has attached a table of another name, such as an archive that came from elsewhere. */
  @Test
  void leavesPartitionsOfOtherNamesAlone() {
    UUID file = stage.loader.load("a.json", NOON, sales("a"));
    age(file, OLDEST);
    stage.refresh();
    stage.execute(
        "CREATE TABLE scout.archive_of_old (LIKE scout.bronze_records INCLUDING ALL);"
            + " ALTER TABLE scout.bronze_records ATTACH PARTITION scout.archive_of_old"
            + " FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');"
            + " CREATE TABLE scout.bronze_edge_raw_2020_13 (LIKE scout.bronze_records INCLUDING"
            + " ALL); ALTER TABLE scout.bronze_records ATTACH PARTITION"
            + " scout.bronze_edge_raw_2020_13 FOR VALUES FROM ('2020-01-01') TO ('2020-02-01')");

    assertThat(keepHouse(stage.database.as(DatabaseRole.TRANSFORM)).monthsRetired()).isEqualTo(1);
    assertThat(stage.value("SELECT to_regclass('scout.archive_of_old')")).isNotNull();
  }

  @Test
  void aRetiredFileCanBeDiscarded() {
    UUID file = stage.loader.load("a.json", NOON, sales("a"));
    age(file, OLDEST);
    stage.refresh();
    assertThat(keepHouse().monthsRetired()).isEqualTo(1);
    stage.loader.discard(file);
    assertThat(String.valueOf(stage.refresh().failedChecks())).doesNotContain("row_accounting");
    assertThat(stage.value("SELECT count(*) FROM scout.silver_edge_transactions")).isEqualTo("0");
    assertThat(stage.value("SELECT count(*) FROM scout.gold_store_daily_summary")).isEqualTo("0");
    assertThat(stage.value("SELECT records_discarded FROM scout.files")).isEqualTo("2");
  }

  /** Of one sale the zone is written, of the other it is the business's. */
  @Test
  void anotherZoneMovesTheDaysOfWhatWasRetiredToo() {
    UUID lost = stage.loader.load("0.json", NOON, List.of(sale("A", "2025-06-10T20:00:00Z")));
    UUID file =
        stage.loader.load(
            "a.json",
            NOON.plusSeconds(60),
            List.of(sale("A", "2025-06-10T20:00:00Z"), sale("B", "2025-06-10T23:30:00")));
    UUID kept =
        stage.loader.load(
            "b.json",
            NOON.plusSeconds(90),
            List.of(sale("C", "2025-06-10T20:00:00Z"), sale("D", "2025-06-10T23:30:00")));
    age(lost, OLDEST);
    age(file, OLDEST);
    stage.refresh();
    assertThat(keepHouse().monthsRetired()).isEqualTo(1);

    List<TableChange> changes = stage.rebuild(ZoneId.of("Asia/Tokyo"), Layer.SILVER);

    assertThat(
            stage.texts(
                "SELECT concat_ws(' ', transaction_id, transaction_date, transaction_timestamp"
                    + " AT TIME ZONE 'UTC') FROM scout.silver_edge_transactions ORDER BY 1"))
        .containsExactly(
            "A 2025-06-11 2025-06-10 20:00:00",
            "B 2025-06-10 2025-06-10 14:30:00",
            "C 2025-06-11 2025-06-10 20:00:00",
            "D 2025-06-10 2025-06-10 14:30:00");
    assertThat(stage.value("SELECT transaction_date FROM scout.silver_superseded"))
        .isEqualTo("2025-06-11");
    assertThat(changes.get(0).updated()).isEqualTo(4);
    assertThat(changes.get(1).updated()).isEqualTo(1);
    assertThat(
            stage.texts(
                "SELECT concat_ws(' ', transaction_date, transaction_count)"
                    + " FROM scout.gold_store_daily_summary ORDER BY 1"))
        .containsExactly("2025-06-10 2", "2025-06-11 2");
    assertThat(
            stage.texts(
                "SELECT concat_ws(' ', records_loaded, records_current, records_superseded)"
                    + " FROM scout.files WHERE file_id IN (?, ?, ?) ORDER BY 1",
                lost,
                file,
                kept))
        .containsExactly("1 0 1", "2 2 0", "2 2 0");
    assertThat(stage.rebuild(ZoneId.of("Asia/Tokyo"), Layer.SILVER))
        .allMatch(change -> change.inserted() + change.updated() + change.deleted() == 0);
  }

  private int retireAll() {
    int retired = 0;
    while (retired < MONTHS) {
      retired += keepHouse().monthsRetired();
    }
    return retired;
  }

  @Test
  void anAlertAboutADeviceThatHasSentNothingForTwoWeeksEnds() {
    stage.execute("TRUNCATE scout.alerts");
    stage.execute(
        "INSERT INTO scout.alerts (fingerprint, kind, subject, message, last_seen_at) VALUES"
            + " ('1', 'file_lost', 'gone', '', now() - interval '15 days'),"
            + " ('2', 'ids_shared', 'gone', '', now() - interval '15 days'),"
            + " ('3', 'field_gone', 'alive', '', now() - interval '15 days'),"
            + " ('4', 'file_lost', 'late', '', now() - interval '13 days'),"
            + " ('5', 'check_failed', 'gone', '', now() - interval '15 days')");
    stage.execute(
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id, size_bytes,"
            + " uploaded_at, status) VALUES (gen_random_uuid(), 'sample', 'alive', 'e', 'alive',"
            + " 1, now() - interval '13 days', 'quarantined')");
    keepHouse();
    assertThat(
            stage.texts(
                "SELECT fingerprint FROM scout.alerts WHERE resolved_at IS NULL ORDER BY 1"))
        .containsExactly("3", "4", "5");
  }

  @Test
  void oldRefreshesAndSweepsGoButTheNewestAndTheLastThatEndedWell() {
    stage.execute(
        "INSERT INTO scout.refreshes (refresh_id, reason, started_at, outcome) VALUES"
            + " (gen_random_uuid(), 'old', now() - interval '93 days', 'succeeded'),"
            + " (gen_random_uuid(), 'last well', now() - interval '92 days', 'succeeded'),"
            + " (gen_random_uuid(), 'newest', now() - interval '91 days', 'failed')");
    stage.execute(
        "INSERT INTO scout.sweeps (sweep_id, listed, started_at, finished_at) VALUES"
            + " (gen_random_uuid(), 1, now() - interval '93 days', now() - interval '93 days'),"
            + " (gen_random_uuid(), 2, now() - interval '92 days', now() - interval '92 days'),"
            + " (gen_random_uuid(), 3, now() - interval '91 days', NULL)");
    keepHouse();
    assertThat(stage.texts("SELECT reason FROM scout.refreshes ORDER BY started_at"))
        .containsExactly("last well", "newest");
    assertThat(stage.texts("SELECT listed FROM scout.sweeps ORDER BY started_at"))
        .containsExactly("2", "3");

    stage.execute(
        "INSERT INTO scout.refreshes (refresh_id, reason, outcome)"
            + " VALUES (gen_random_uuid(), 'now', 'succeeded')");
    stage.execute(
        "INSERT INTO scout.sweeps (sweep_id, listed, finished_at)"
            + " VALUES (gen_random_uuid(), 4, now())");
    keepHouse();
    assertThat(stage.texts("SELECT reason FROM scout.refreshes")).containsExactly("now");
    assertThat(stage.texts("SELECT listed FROM scout.sweeps")).containsExactly("4");
  }

  private HousekeepingResult keepHouse() {
    return keepHouse(stage.database.as(DatabaseRole.TRANSFORM));
  }

  private static HousekeepingResult keepHouse(RolePool database) {
    return new HousekeepingTasks(database, new RetentionSettings(1, 10, 90, 30, 90), 0).keepHouse();
  }

  /** Moves a file's bronze rows into a month of long ago. */
  private void age(UUID file, YearMonth month) {
    String day = month.atDay(10).toString();
    stage.execute("SELECT scout.ensure_partition(?::date)", day);
    stage.execute(
        "UPDATE scout.bronze_records SET created_at = ?::timestamptz WHERE file_id = ?", day, file);
    stage.execute(
        "UPDATE scout.files SET bronze_created_at = ?::timestamptz WHERE file_id = ?", day, file);
  }

  private static List<String> sales(String id) {
    return List.of(sale(id + "-1"), sale(id + "-2"));
  }

  private static String sale(String id) {
    return sale(id, "2025-06-10T08:00:00Z");
  }

  private static String sale(String id, String time) {
    return """
    {"transaction_id": "%s", "store_id": "S1", "timestamp": "%s"}\
    """
        .formatted(id, time);
  }
}
