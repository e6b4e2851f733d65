package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damage that someone does behind the program's back is noticed, and stays noticed. */
class BuiltInChecksTest {
  private static LayerStage loaded() throws Exception {
    LayerStage stage = new LayerStage(new LayerSettings(ZoneOffset.UTC, Map.of()));
    stage.loader.load(
        "a.json",
        Instant.parse("2025-06-20T12:00:00Z"),
        List.of(
            """
            {"transaction_id": "A", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z",
             "amount": 5, "currency": "EUR"}""",
            """
            {"transaction_id": "A", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z",
             "amount": 6}""",
            """
            {"transaction_id": "B"}"""));
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
              "weekday_volume");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "row_accounting | DELETE FROM scout.bronze_edge_raw WHERE record_no = 3",
        "row_accounting | UPDATE scout.bronze_edge_raw SET processing_status = 'pending'"
            + " WHERE record_no = 1",
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
}
