package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import scout.activities.housekeeping.HousekeepingTasks;
import scout.activities.housekeeping.RetentionSettings;
import scout.settings.DatabaseRole;
import scout.workflows.housekeeping.HousekeepingResult;
import scout.workflows.rebuild.Layer;

/** Where rows come from, also when their bronze is gone. */
class LineageTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");

  private static String sale(String id, String store) {
    return """
    {"transaction_id": "%s", "store_id": "%s", "timestamp": "2025-06-10T20:00:00Z"}\
    """
        .formatted(id, store);
  }

  private static LayerStage loaded() throws Exception {
    LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
    stage.loader.load("a.json", NOON, List.of(sale("T1", "S1"), "{}", sale("T2", "S2")));
    stage.loader.load("b.json", NOON.plusSeconds(1), List.of(sale("T1", "S1"), sale("T3", "S1")));
    stage.refresh();
    return stage;
  }

  @Test
  void leadsFromGoldToRecordsAndFromFilesToStoreDays() throws Exception {
    try (LayerStage stage = loaded()) {
      Jdbi reader = stage.database.as(DatabaseRole.READER).jdbi();
      assertThat(
              texts(
                  reader,
                  "SELECT concat_ws(' ', store_id, transaction_date, transaction_id, object_key,"
                      + " record_no) FROM scout.gold_lineage ORDER BY 1"))
          .containsExactly(
              "S1 2025-06-10 T1 b.json 1",
              "S1 2025-06-10 T3 b.json 2",
              "S2 2025-06-10 T2 a.json 3");
      assertThat(
              texts(
                  stage.database.as(DatabaseRole.WATCH).jdbi(),
                  "SELECT concat_ws(' ', object_key, store_id, transaction_date, transactions)"
                      + " FROM scout.file_store_days ORDER BY 1"))
          .containsExactly("a.json S2 2025-06-10 1", "b.json S1 2025-06-10 2");
      assertThatThrownBy(() -> texts(reader, "SELECT file_id FROM scout.silver_edge_transactions"))
          .hasMessageContaining("permission denied");
    }
  }

  private static List<String> texts(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private static HousekeepingResult keepHouse(LayerStage stage) {
    return new HousekeepingTasks(
            stage.database.as(DatabaseRole.TRANSFORM), new RetentionSettings(1, 10, 90, 30, 90), 0)
        .keepHouse();
  }

  /** Moves a file's bronze rows into a month of long ago. */
  private static void age(LayerStage stage, String key) {
    stage.execute("SELECT scout.ensure_partition('2025-01-10')");
    stage.execute(
        "UPDATE scout.bronze_records SET created_at = '2025-01-10' WHERE file_path = ?", key);
    stage.execute(
        "UPDATE scout.files SET bronze_created_at = '2025-01-10' WHERE object_key = ?", key);
  }

  @Test
  void retiresBronzeThatSilverHasTaken() throws Exception {
    try (LayerStage stage = loaded()) {
      age(stage, "a.json");
      UUID file =
          UUID.fromString(
              stage.value("SELECT file_id::text FROM scout.files WHERE object_key = 'a.json'"));
      stage.execute("UPDATE scout.files SET silver_generation = NULL WHERE file_id = ?", file);
      assertThat(keepHouse(stage)).isEqualTo(new HousekeepingResult(2, 0, 1, 0, 0, 0));
      stage.refresh();
      assertThat(keepHouse(stage)).isEqualTo(new HousekeepingResult(0, 1, 0, 0, 0, 0));

      assertThat(stage.value("SELECT to_regclass('scout.bronze_edge_raw_2025_01')::text")).isNull();
      assertThat(stage.value("SELECT count(*) FROM scout.silver_edge_transactions")).isEqualTo("3");
      assertThat(RebuildTest.rows(stage.rebuild(ZoneOffset.UTC, Layer.SILVER))).isZero();
      stage.loader.replay(file, List.of(sale("T2", "S7")));
      stage.refresh();
      assertThat(
              stage.texts(
                  "SELECT transaction_id FROM scout.gold_lineage WHERE object_key = 'a.json'"))
          .containsExactly("T2");
      assertThat(stage.texts("SELECT store_id FROM scout.gold_store_daily_summary ORDER BY 1"))
          .containsExactly("S1", "S7");
    }
  }

  @Test
  void letsGoOfWhatIsOld() throws Exception {
    try (LayerStage stage = loaded()) {
      stage.loader.load("c.json", NOON, List.of("{\"transaction_id\": \"T9\"}"));
      stage.refresh();
      stage.execute("UPDATE scout.rejected_records SET rejected_at = now() - interval '11 days'");
      stage.execute(
          "UPDATE scout.data_quality_results SET executed_at = executed_at - interval '91 days'");
      stage.execute(
          "INSERT INTO scout.data_quality_results (check_name, passed, executed_at)"
              + " SELECT check_name, false, now() - interval '92 days'"
              + " FROM scout.data_quality_checks");
      stage.execute(
          "INSERT INTO scout.refreshes (refresh_id, reason, started_at, outcome) VALUES"
              + " (gen_random_uuid(), 'old', now() - interval '91 days', 'failed'),"
              + " (gen_random_uuid(), 'newer', now() - interval '89 days', 'failed')");
      stage.execute(
          "INSERT INTO scout.sweeps (sweep_id, started_at, finished_at) VALUES"
              + " (gen_random_uuid(), now() - interval '93 days', now() - interval '93 days'),"
              + " (gen_random_uuid(), now() - interval '92 days', now() - interval '92 days'),"
              + " (gen_random_uuid(), now() - interval '91 days', NULL)");
      stage.execute(
          "INSERT INTO scout.alerts (fingerprint, kind, subject, message, opened_at, resolved_at)"
              + " VALUES ('x', 'x', 'x', 'x', now() - interval '40 days', now() - interval '31"
              + " days'), ('y', 'y', 'y', 'y', now() - interval '40 days', NULL)");
      int results =
          Integer.parseInt(stage.value("SELECT count(*) FROM scout.data_quality_results"));
      int checks = Integer.parseInt(stage.value("SELECT count(*) FROM scout.data_quality_checks"));

      assertThat(keepHouse(stage))
          .isEqualTo(new HousekeepingResult(2, 0, 0, 1, results - checks, 1));
      assertThat(results).isGreaterThan(checks);
      assertThat(stage.texts("SELECT DISTINCT reason FROM scout.refreshes WHERE reason <> 'test'"))
          .containsExactly("newer");
      assertThat(stage.value("SELECT count(*) FROM scout.sweeps"))
          .as("the newest that ended and what came after it")
          .isEqualTo("2");

      assertThat(stage.value("SELECT code FROM scout.rejected_records WHERE raw IS NULL"))
          .isEqualTo("STORE_MISSING");
      assertThat(stage.texts("SELECT fingerprint FROM scout.alerts WHERE kind IN ('x', 'y')"))
          .containsExactly("y");
    }
  }

  @Test
  void theCurrentMonthIsNeverRetired() throws Exception {
    try (LayerStage stage = loaded()) {
      assertThatThrownBy(
              () ->
                  stage
                      .database
                      .as(DatabaseRole.TRANSFORM)
                      .jdbi()
                      .useHandle(
                          handle -> handle.execute("SELECT scout.retire_bronze(now()::date)")))
          .hasMessageContaining("is not over");
    }
  }
}
