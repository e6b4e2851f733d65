package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.ingest.OverwritePolicy;
import scout.settings.DatabaseRole;

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
}
