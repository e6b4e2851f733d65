package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.settings.DatabaseRole;
import scout.workflows.rebuild.Layer;
import scout.workflows.refresh.RefreshRequest;

/** Damage that someone does behind the program's back is noticed, and stays noticed. */
class BuiltInChecksTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");

  private static LayerStage loaded() throws Exception {
    LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
    stage.loader.load(
        "a.json",
        NOON,
        List.of(
            """
            {"transaction_id": "A", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z",
             "amount": 5, "currency": "EUR"}\
            """,
            """
            {"transaction_id": "A", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z",
             "amount": 6}\
            """,
            """
            {"transaction_id": "B"}\
            """));
    return stage;
  }

  @Test
  void allPassOnSoundLayers() throws Exception {
    try (LayerStage stage = loaded()) {
      assertThat(stage.refresh().failedChecks()).isNull();
      assertThat(
              stage.texts(
                  "SELECT check_name FROM scout.data_quality_checks WHERE passed ORDER BY id"))
          .containsExactly(
              "bronze_completeness",
              "silver_freshness",
              "gold_accuracy",
              "row_accounting",
              "gold_matches_silver",
              "key_uniqueness",
              "device_freshness",
              "mixed_currencies",
              "weekday_volume",
              "ids_shared");
    }
  }

  /** To look at thousands of devices would cost more than the refresh. */
  @Test
  void whatJudgesDaysIsNotLookedAtWithEachRefresh() throws Exception {
    try (LayerStage stage = loaded()) {
      stage.refresh();
      stage.execute("UPDATE scout.data_quality_checks SET actual_result = 'before'");
      stage.refresh();
      assertThat(
              stage.texts(
                  "SELECT check_name FROM scout.data_quality_checks"
                      + " WHERE actual_result = 'before' ORDER BY id"))
          .containsExactly("device_freshness", "weekday_volume");
    }
  }

  @Test
  void nothingFiresOnAFreshStackAndFreshnessOnceSomethingWasLoaded() throws Exception {
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC))) {
      assertThat(stage.refresh().failedChecks()).isNull();
      assertThat(checksAlone(stage)).isNull();
      assertThat(stage.texts("SELECT fingerprint FROM scout.alerts")).isEmpty();
      assertThat(
              stage.texts(
                  "SELECT concat_ws(' ', check_name, message) FROM scout.data_quality_checks"
                      + " WHERE passed IS NULL"))
          .containsExactly("silver_freshness it gave NULL");

      stage.loader.load("a.json", NOON, List.of("{\"transaction_id\": \"A\"}"));
      assertThat(checksAlone(stage)).as("it came while a refresh ran").isNull();
      stage.execute("UPDATE scout.files SET loaded_at = now() - interval '61 minutes'");
      assertThat(checksAlone(stage)).as("no refresh takes it").isEqualTo("silver_freshness");
      stage.execute("UPDATE scout.files SET loaded_at = now()");
      assertThat(stage.refresh().failedChecks()).isEqualTo("silver_freshness");
      stage.loader.load("b.json", NOON, sales(1, "S1"));
      assertThat(stage.refresh().failedChecks()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "row_accounting | DELETE FROM scout.bronze_records WHERE record_no = 3",
        "row_accounting | UPDATE scout.silver_edge_transactions SET bronze_id = gen_random_uuid()",
        "row_accounting | DELETE FROM scout.silver_superseded",
        "row_accounting | DELETE FROM scout.rejected_records",
        "row_accounting, gold_matches_silver | DELETE FROM scout.silver_edge_transactions",
        "gold_matches_silver | UPDATE scout.gold_store_daily_summary SET total_revenue = 99",
        "gold_matches_silver | UPDATE scout.gold_store_daily_summary SET transaction_count = 2",
        "gold_matches_silver | DELETE FROM scout.gold_store_daily_summary",
      })
  void damageIsFoundAgainAndAgain(String failing, String damage) throws Exception {
    try (LayerStage stage = loaded()) {
      stage.refresh();
      stage.execute(
          "UPDATE scout.data_quality_checks SET check_query = 'SELECT 0'"
              + " WHERE check_name = 'silver_freshness'");
      stage.execute(damage);
      assertThat(stage.refresh().failedChecks()).isEqualTo(failing);
      assertThat(stage.refresh().failedChecks()).isEqualTo(failing);
    }
  }

  /** A file of so many sales is no more looked at once it has passed, unless somebody asks. */
  @Test
  void whatPassedIsLookedAtAgainWhenAPersonAsksAndUntilItPasses() throws Exception {
    try (LayerStage stage = loaded()) {
      stage.loader.load("large.json", NOON, sales(1_200, "S2"));
      assertThat(stage.refresh().failedChecks()).isNull();
      stage.execute("DELETE FROM scout.rejected_records");
      stage.loader.load("newer.json", NOON, sales(999, "S3"));
      assertThat(stage.refresh().failedChecks()).as("of a.json").isNull();
      stage.execute("UPDATE scout.gold_store_daily_summary SET total_revenue = 1");

      assertThat(checksAlone(stage)).isEqualTo("row_accounting, gold_matches_silver");
      assertThat(stage.refresh().failedChecks()).isEqualTo("row_accounting, gold_matches_silver");

      stage.rebuild(ZoneOffset.UTC, Layer.SILVER);
      assertThat(stage.refresh().failedChecks()).isNull();
      assertThat(checksAlone(stage)).isNull();
    }
  }

  /** A slice of a rebuild, or a refresh that has come as far as silver. */
  @Test
  void aStoreDayThatWaitsForGoldIsNotHeldAgainstIt() throws Exception {
    try (LayerStage stage = loaded()) {
      stage.refresh();
      stage.loader.load("more.json", NOON, sales(3, "S1"));
      stage.layers.buildSilver(UUID.randomUUID(), RefreshRequest.nudge("test"));
      assertThat(stage.value("SELECT count(*) FROM scout.gold_outbox")).isEqualTo("1");
      assertThat(checksAlone(stage)).isNull();

      stage.execute("UPDATE scout.gold_store_daily_summary SET total_revenue = 99");
      assertThat(checksAlone(stage)).as("while it waits").isNull();
      stage.execute("DELETE FROM scout.gold_outbox");
      assertThat(checksAlone(stage)).isEqualTo("gold_matches_silver");
    }
  }

  @Test
  void whatCommitsAfterARunThatItBeganBeforeIsLookedAtByTheNext() throws Exception {
    try (LayerStage stage = loaded()) {
      stage.loader.load("large.json", NOON, sales(1_200, "S2"));
      stage.refresh();
      try (Handle writer = stage.database.as(DatabaseRole.TRANSFORM).jdbi().open()) {
        writer.begin();
        writer.execute("SELECT now()");
        assertThat(stage.refresh().failedChecks()).isNull();
        writer.execute(
            "UPDATE scout.files SET settled_at = now(), records_current = records_current - 1,"
                + " records_superseded = 1 WHERE object_key = 'large.json'");
        writer.commit();
      }
      assertThat(stage.refresh().failedChecks()).isEqualTo("row_accounting");
    }
  }

  private static String checksAlone(LayerStage stage) {
    return stage
        .layers
        .runChecks(UUID.randomUUID(), new RefreshRequest("checks", true, true))
        .failedChecks();
  }

  private static List<String> sales(int count, String store) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                """
                {"transaction_id": "%s-%d", "store_id": "%s", "amount": 2,
                 "timestamp": "2025-06-10T08:00:00Z"}\
                """
                    .formatted(store, n, store))
        .toList();
  }
}
