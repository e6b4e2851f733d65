package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any table of a layer that differs stops the refresh with words, until it is as it was. */
class SchemaContractTest {
  private static LayerStage stage;
  private static int files;

  @BeforeAll
  static void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "silver_edge_transactions | RENAME payment_method TO paid | payment_method (text) is"
            + " missing | RENAME paid TO payment_method",
        "silver_edge_transactions | ALTER amount TYPE numeric(12,2) | amount is numeric(12,2)"
            + " instead of numeric(10,2) | ALTER amount TYPE numeric(10,2)",
        "silver_superseded | RENAME payment_method TO paid | payment_method (text) is missing |"
            + " RENAME paid TO payment_method",
        "silver_superseded | ALTER amount TYPE numeric(12,2) | amount is numeric(12,2) instead of"
            + " numeric(10,2) | ALTER amount TYPE numeric(10,2)",
        "silver_superseded | ADD till text NOT NULL | till must not be null, and nothing fills it |"
            + " DROP till",
        "gold_store_daily_summary | RENAME most_common_payment TO paid | most_common_payment (text)"
            + " is missing | RENAME paid TO most_common_payment",
        "gold_store_daily_summary | ALTER total_revenue TYPE numeric(20,2) | total_revenue is"
            + " numeric(20,2) instead of numeric(18,2) | ALTER total_revenue TYPE numeric(18,2)",
        "platinum_store_features | RENAME ma7_transactions TO ma7 | ma7_transactions"
            + " (numeric(18,4)) is missing | RENAME ma7 TO ma7_transactions",
      })
  void stopsTheRefreshUntilItIsAsItWas(
      String table, String change, String difference, String back) {
    stage.execute("ALTER TABLE scout." + table + " " + change);
    load();
    assertThatThrownBy(stage::refresh)
        .rootCause()
        .hasMessageContaining("scout." + table)
        .hasMessageContaining(difference);
    stage.execute("ALTER TABLE scout." + table + " " + back);
    stage.refresh();
    assertEverythingArrived();
  }

  /** A column that nobody has to fill is somebody else's. */
  @ParameterizedTest
  @CsvSource({
    "silver_edge_transactions",
    "silver_superseded",
    "gold_store_daily_summary",
    "platinum_store_features"
  })
  void aColumnMoreIsNoDifference(String table) {
    stage.execute("ALTER TABLE scout." + table + " ADD note text");
    load();
    stage.refresh();
    assertEverythingArrived();
    stage.execute("ALTER TABLE scout." + table + " DROP note");
  }

  private static void load() {
    files++;
    stage.loader.load(
        files + ".json",
        Instant.parse("2025-06-20T12:00:00Z"),
        List.of(
            """
            {"transaction_id": "%d", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z"}\
            """
                .formatted(files)));
  }

  private static void assertEverythingArrived() {
    assertThat(stage.value("SELECT transaction_count FROM scout.gold_store_daily_summary"))
        .isEqualTo(String.valueOf(files));
    assertThat(stage.value("SELECT ma7_transactions::int FROM scout.platinum_store_features"))
        .isEqualTo(String.valueOf(files));
  }
}
