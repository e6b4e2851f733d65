package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.ingest.OverwritePolicy;
import scout.settings.DatabaseRole;
import scout.settings.Settings;

/** Files are read as the source declares: where its records are, and Scout's own fields in them. */
class DeclaredReadingTest {
  @TempDir Path folder;

  @Test
  void recordsAndShippedFieldsAreWhereTheSourceSays() throws Exception {
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC))) {
      new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(ZoneOffset.UTC))
          .declareSource(
              """
              source: edge_transactions
              records: out.rows
              fields:
                transaction_id:        {type: key, from: [bon.nr]}
                store_id:              {type: key, from: [shop]}
                transaction_timestamp: {type: time, from: [sold], formats: ["dd.MM.yyyy HH:mm"]}
                amount:                {type: "decimal(10,2)", from: [sum], format: comma}
                cashier:               {type: word, from: [by]}
              """,
              "test");
      try (StoredLoader loader = new StoredLoader(stage, folder, OverwritePolicy.ADD)) {
        loader.drop(
            "till-1/a.json",
            """
            {"log": [{"bon": {"nr": 1}, "shop": "L"}, {"bon": {"nr": 2}, "shop": "L"}],
             "out": {"rows": [
               {"bon": {"nr": 7}, "shop": "S1", "sold": "10.06.2025 08:30", "sum": "1.234,50",
                "by": "Ann"},
               {"bon": {"nr": 8}, "shop": "S1", "sold": "10.06.2025 08:31", "sum": "2,5"}]}}
            """
                .getBytes(StandardCharsets.UTF_8));
      }
      stage.refresh();
      assertThat(
              stage.texts(
                  "SELECT concat_ws(' ', transaction_id, store_id, transaction_timestamp AT TIME"
                      + " ZONE 'UTC', amount, cashier) FROM scout.silver_edge_transactions"
                      + " ORDER BY transaction_id"))
          .isEqualTo(
              List.of("7 S1 2025-06-10 08:30:00 1234.50 ann", "8 S1 2025-06-10 08:31:00 2.50"));
    }
  }

  @Test
  void ownFieldsComeFromThePageWhereTheRecordLacksThem() throws Exception {
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC))) {
      new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(ZoneOffset.UTC))
          .declareSource(
              """
              source: edge_transactions
              fields:
                answer:  {type: word, from: [state.word, status]}
                records: {type: integer, from: [Count]}
                paid:    {type: text, from: [payment_method]}
                whole:   {type: json, from: [status]}
                none:    {type: text, from: [data], default: nothing}
              """,
              "test");
      try (StoredLoader loader = new StoredLoader(stage, folder, OverwritePolicy.ADD)) {
        loader.drop(
            "till-38/sales.json",
            Files.readAllBytes(Path.of("src/test/cases/38-data-envelope/sales.json")));
        loader.drop(
            "till-39/sales.json",
            """
            {"status": "late", "COUNT": "7", "count": 8, "payment_method": "page", "data": [
              {"transaction_id": "A", "store_id": "S", "timestamp": "2026-10-05T10:00:00Z",
               "status": " ", "payment_method": "card", "Count": null},
              {"transaction_id": "B", "store_id": "S", "timestamp": "2026-10-05T10:00:00Z",
               "status": "fine", "Count": 1}]}
            """
                .getBytes(StandardCharsets.UTF_8));
      }
      stage.refresh();
      assertThat(
              stage.texts(
                  "SELECT DISTINCT concat_ws(' ', file_name, answer, records, paid, whole, none)"
                      + " FROM scout.silver_edge_transactions WHERE transaction_id < 'C38-0002'"
                      + " ORDER BY 1"))
          .containsExactly(
              // of two names that fold alike none is taken
              "sales.json fine 1 page \"fine\" nothing",
              "sales.json late card \" \" nothing",
              "sales.json ok 5 gcash \"ok\" nothing");
    }
  }

  @Test
  void aPathThatASettingGivesCountsMore() throws Exception {
    LayerSettings settings =
        LayerSettings.from(
            new Settings(Map.of("SCOUT_TIMEZONE", "UTC", "SCOUT_PATHS_AMOUNT", "net, deep.net")));
    try (LayerStage stage = new LayerStage(settings)) {
      new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(ZoneOffset.UTC))
          .declareSource(
              """
              source: edge_transactions
              fields:
                store_id: {type: key, from: [shop]}
                amount:   {type: "decimal(10,2)", from: [gross], format: money}
              """,
              "test");
      stage.loader.load(
          "a.json",
          Instant.parse("2025-06-20T12:00:00Z"),
          List.of(
              """
              {"transaction_id": "A", "shop": "S1", "timestamp": "2025-06-10T08:00:00Z",
               "gross": "9", "deep": {"net": "₱1,200.00"}}
              """));
      stage.refresh();
      assertThat(
              stage.value(
                  "SELECT concat_ws(' ', store_id, amount) FROM scout.silver_edge_transactions"))
          .isEqualTo("S1 1200.00");
    }
  }
}
