package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;
import scout.settings.DatabaseRole;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.refresh.RefreshRequest;

class FieldPathsTest {
  @Test
  void takesTheFirstPathThatLeadsToAValue() throws Exception {
    LayerSettings settings =
        LayerSettings.of(ZoneOffset.UTC)
            .withPaths(
                new FieldPaths(
                    Map.of(
                        PayloadField.TRANSACTION_ID, List.of("id", "sale.id"),
                        PayloadField.STORE_ID, List.of("store.id", "store", "shops.0"),
                        PayloadField.AMOUNT, List.of("total.net", "total"),
                        PayloadField.DEVICE_ID, List.of("device.serial number"))));
    try (LayerStage stage = new LayerStage(settings)) {
      stage.loader.load(
          "a.json",
          Instant.parse("2025-06-20T12:00:00Z"),
          List.of(
              """
              {"id": "A", "sale": {"id": "X"}, "store": {"id": "S1"}, "total": {"net": 5},
               "device": {"serial number": "d1"}, "timestamp": "2025-06-10T08:00:00Z"}\
              """,
              """
              {"id": null, "sale": {"id": "B"}, "store": "S2", "total": "7.5",
               "timestamp": "2025-06-10T08:00:00Z"}\
              """,
              """
              {"id": " ", "sale": {"id": 3}, "store": {"id": ""}, "shops": ["S3"],
               "timestamp": "2025-06-10T08:00:00Z"}\
              """,
              """
              {"transaction_id": "unseen", "sale": "text", "store": ["S4"],
               "timestamp": "2025-06-10T08:00:00Z"}\
              """));
      stage.refresh();
      assertThat(
              stage.texts(
                  "SELECT concat_ws(' ', transaction_id, store_id, amount, device_id)"
                      + " FROM scout.silver_edge_transactions ORDER BY record_no"))
          .containsExactly("A S1 5.00 d1", "B S2 7.50 till-1");
      // {"id": ""} is blank, so the whole object under "store" comes next, and is no key
      assertThat(stage.value("SELECT concat(record_no, code) FROM scout.rejected_records"))
          .isEqualTo("3KEY_INVALID");
      assertThat(stage.value("SELECT records_unkeyed FROM scout.files")).isEqualTo("1");
    }
  }

  /** What counts as blank for a path is what silver trims. */
  @Test
  void everyBlankFallsThrough() throws Exception {
    LayerSettings settings =
        LayerSettings.of(ZoneOffset.UTC)
            .withPaths(
                new FieldPaths(Map.of(PayloadField.STORE_ID, List.of("store_id", "store.id"))));
    try (LayerStage stage = new LayerStage(settings)) {
      List<String> blanks =
          List.of("null", "\"\"", "\" \"", "\"\\t\\n\\r\\f\\u000b\"", "\"\\u00a0\"", "\"\\u2003\"");
      List<String> records = new ArrayList<>();
      for (int i = 0; i < blanks.size(); i++) {
        records.add(
            """
            {"transaction_id": %d, "store_id": %s, "store": {"id": "inner"},
             "timestamp": "2025-06-10T08:00:00Z"}\
            """
                .formatted(i, blanks.get(i)));
      }
      stage.loader.load("a.json", Instant.parse("2025-06-20T12:00:00Z"), records);
      stage.refresh();
      assertThat(
              stage.texts("SELECT store_id FROM scout.silver_edge_transactions ORDER BY record_no"))
          .as("an em space is a character like any other")
          .containsExactly("inner", "inner", "inner", "inner", "inner", "\u2003");
    }
  }

  @Test
  void otherPathsTakeEffectByARebuildOfSilver() throws Exception {
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC))) {
      stage.loader.load(
          "a.json",
          Instant.parse("2025-06-20T12:00:00Z"),
          List.of(
              """
              {"transaction_id": "A", "store": {"id": "S1"},
               "timestamp": "2025-06-10T08:00:00Z"}\
              """));
      stage.refresh();
      assertThat(stage.value("SELECT code FROM scout.rejected_records")).isEqualTo("STORE_MISSING");
      LayerSettings nested =
          LayerSettings.of(ZoneOffset.UTC)
              .withPaths(
                  new FieldPaths(Map.of(PayloadField.STORE_ID, List.of("store_id", "store.id"))));
      LayerSteps moved =
          new LayerSteps(
              stage.database.as(DatabaseRole.TRANSFORM), nested, new SpareConnections(1));
      assertThatThrownBy(() -> moved.buildSilver(UUID.randomUUID(), RefreshRequest.nudge("test")))
          .hasMessageContaining("./scout rebuild silver");

      RebuildSteps rebuilds =
          new RebuildSteps(
              stage.database.as(DatabaseRole.TRANSFORM), nested, new SpareConnections(0), () -> {});
      RebuildRequest all = new RebuildRequest(Layer.SILVER, null, null, null, false);
      Layer.SILVER.andAbove().forEach(layer -> rebuilds.rebuildLayer(layer, all));

      assertThat(stage.value("SELECT store_id FROM scout.gold_store_daily_summary"))
          .isEqualTo("S1");
      assertThat(stage.value("SELECT count(*) FROM scout.rejected_records")).isEqualTo("0");
      assertThatThrownBy(stage::refresh).hasMessageContaining("./scout rebuild silver");
    }
  }
}
