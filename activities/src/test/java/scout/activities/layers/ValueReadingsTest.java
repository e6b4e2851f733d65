package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;
import scout.settings.DatabaseRole;
import scout.settings.Settings;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.refresh.RefreshRequest;

/** Where settings, the file and the record's page decide how a value is read. */
class ValueReadingsTest {
  private static final Instant UPLOADED = Instant.parse("2025-11-10T12:00:00Z");

  private static LayerSettings with(Map<String, String> settings) {
    return LayerSettings.of(ZoneOffset.UTC)
        .withReadings(ValueReadings.from(new Settings(settings)));
  }

  private static String record(String id, String more) {
    return """
    {"transaction_id": "%s", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z"%s}\
    """
        .formatted(id, more);
  }

  private static String amount(String json) {
    return record("A" + json.hashCode(), ", \"amount\": " + json);
  }

  private static List<String> amounts(LayerStage stage) {
    return stage.texts(
        "SELECT coalesce(amount::text, code, 'none') FROM scout.bronze_edge_raw b"
            + " LEFT JOIN scout.silver_edge_transactions USING (file_id, record_no)"
            + " LEFT JOIN scout.rejected_records USING (file_id, record_no) ORDER BY record_no");
  }

  @Test
  void aCommaPartsDecimalsInAFilePartedBySemicolons() throws Exception {
    List<String> records =
        List.of(
            amount("\"12,50\""),
            amount("\"-0,5\""),
            amount("\",5\""),
            amount("\"12.50\""),
            amount("\"1,234\""),
            amount("\"1.234\""),
            amount("\"1.234,50\""),
            amount("\"12,3456\""),
            amount("1.234"),
            amount("\"=\\\"12,50\\\"\""),
            amount("\"1,2,3\""));
    List<String> read =
        List.of(
            "12.50",
            "-0.50",
            "0.50",
            "12.50",
            "AMOUNT_INVALID",
            "AMOUNT_INVALID",
            "AMOUNT_INVALID",
            "12.35",
            "1.23",
            "12.50",
            "AMOUNT_INVALID");
    try (LayerStage stage = new LayerStage(with(Map.of()))) {
      stage.loader.load("a.csv", UPLOADED, records, null, "{\"delimiter\": \";\"}");
      stage.refresh();
      assertThat(amounts(stage)).isEqualTo(read);
    }
    try (LayerStage stage = new LayerStage(with(Map.of("SCOUT_DECIMAL", "comma")))) {
      stage.loader.load("a.csv", UPLOADED, records);
      stage.refresh();
      assertThat(amounts(stage)).isEqualTo(read);
    }
  }

  @Test
  void aSaleWithoutCurrencyTakesTheOneThatIsSet() throws Exception {
    try (LayerStage stage = new LayerStage(with(Map.of("SCOUT_DEFAULT_CURRENCY", "eur")))) {
      String sale =
          "{\"transaction_id\": \"%s\", \"store_id\": \"S\", \"amount\": %s,"
              + " \"timestamp\": \"2025-06-10T08:00:00Z\", \"currency\": %s}";
      stage.loader.load(
          "a.json",
          UPLOADED,
          List.of(
              sale.formatted("A", "1", "null"),
              sale.formatted("B", "2", "\" \""),
              sale.formatted("C", "4", "\"usd\""),
              sale.formatted("D", "8", "\"euro\"")));
      assertThat(stage.refresh().failedChecks()).isEqualTo("mixed_currencies");
      assertThat(
              stage.texts(
                  "SELECT transaction_id || ' ' || currency FROM scout.silver_edge_transactions"
                      + " ORDER BY 1"))
          .containsExactly("A EUR", "B EUR", "C USD");
      assertThat(stage.value("SELECT string_agg(code, '') FROM scout.rejected_records"))
          .isEqualTo("CURRENCY_INVALID");
      assertThat(
              stage.value(
                  "SELECT concat_ws(' ', total_revenue, currency, other_currency_transactions)"
                      + " FROM scout.gold_store_daily_summary"))
          .isEqualTo("3.00 EUR 1");
      LayerSteps unset =
          new LayerSteps(
              stage.database.as(DatabaseRole.TRANSFORM),
              LayerSettings.of(ZoneOffset.UTC),
              new SpareConnections(1));
      assertThatThrownBy(() -> unset.buildSilver(UUID.randomUUID(), null))
          .hasMessageContaining("\"currency\": \"EUR\"")
          .hasMessageContaining("./scout rebuild silver");
    }
  }

  @Test
  void otherWordsAreNoValuesWhereTheyAreSet() throws Exception {
    try (LayerStage stage = new LayerStage(with(Map.of("SCOUT_NULLS", "Void,-1,0")))) {
      stage.loader.load(
          "a.json",
          UPLOADED,
          List.of(amount("\"void\""), amount("-1"), amount("0"), amount("\"null\"")));
      stage.refresh();
      assertThat(amounts(stage)).containsExactly("none", "none", "none", "AMOUNT_INVALID");
    }
    try (LayerStage stage = new LayerStage(with(Map.of("SCOUT_NULLS", "-")))) {
      stage.loader.load("a.json", UPLOADED, List.of(record("null", "")));
      stage.refresh();
      assertThat(stage.value("SELECT transaction_id FROM scout.silver_edge_transactions"))
          .isEqualTo("null");
    }
  }

  @Test
  void aRecordWithoutTimeMayTakeThatOfItsUpload() throws Exception {
    try (LayerStage stage = new LayerStage(with(Map.of("SCOUT_TIME_FALLBACK", "uploaded_at")))) {
      stage.loader.load(
          "a.json",
          UPLOADED,
          List.of(
              "{\"transaction_id\": \"A\", \"store_id\": \"S1\"}",
              "{\"transaction_id\": \"B\", \"store_id\": \"S1\", \"timestamp\": \" N/A\"}",
              "{\"transaction_id\": \"C\", \"store_id\": \"S1\", \"timestamp\": \"soon\"}",
              record("D", "")));
      stage.refresh();
      assertThat(
              stage.texts(
                  "SELECT concat_ws(' ', transaction_id, transaction_timestamp AT TIME ZONE 'UTC',"
                      + " time_source) FROM scout.silver_edge_transactions ORDER BY record_no"))
          .containsExactly(
              "A 2025-11-10 12:00:00 upload",
              "B 2025-11-10 12:00:00 upload",
              "D 2025-06-10 08:00:00 record");
      assertThat(stage.value("SELECT code FROM scout.rejected_records"))
          .isEqualTo("TIMESTAMP_INVALID");
      assertThat(stage.value("SELECT field_nulls ->> 'timestamp' FROM scout.files")).isEqualTo("2");
    }
  }

  @Test
  void aFieldIsReadUnderTheNameThatTheFileHasForIt() throws Exception {
    LayerSettings settings =
        with(Map.of())
            .withPaths(new FieldPaths(Map.of(PayloadField.STORE_ID, List.of("shop", "store_id"))));
    try (LayerStage stage = new LayerStage(settings)) {
      stage.loader.load(
          "a.json",
          UPLOADED,
          List.of(
              "{\"transactionId\": \"=\\\"1\\\"\", \"Store ID\": \"S7\","
                  + " \"timestamp\": \"2025-06-10T08:00:00Z\"}",
              "{\"transactionId\": \"nan\", \"Store ID\": \"S7\","
                  + " \"timestamp\": \"2025-06-10T08:00:00Z\"}"),
          null,
          "{\"names\": {\"transaction_id\": \"transactionId\", \"store_id\": \"Store ID\"}}");
      stage.refresh();
      assertThat(
              stage.texts(
                  "SELECT transaction_id || ' ' || store_id FROM scout.silver_edge_transactions"))
          .containsExactly("1 S7");
      assertThat(stage.value("SELECT records_unkeyed FROM scout.files")).isEqualTo("1");
    }
  }

  @Test
  void aRecordTakesStoreDeviceAndCurrencyAloneFromItsPage() throws Exception {
    try (LayerStage stage = new LayerStage(with(Map.of()))) {
      String page =
          """
          {"transaction_id": "P", "timestamp": "2025-06-10T09:00:00Z", "amount": 7,
           "payment_method": "card", "storeId": "S9", "device_id": "d9", "Currency": "eur"}\
          """;
      stage.loader.load(
          "a.json",
          UPLOADED,
          List.of(
              "{\"transaction_id\": \"A\", \"timestamp\": \"2025-06-10T08:00:00Z\"}",
              "{\"transaction_id\": \"B\", \"timestamp\": \"2025-06-10T08:00:00Z\","
                  + " \"store_id\": \"S1\", \"device_id\": \"d1\", \"currency\": \"USD\"}",
              "{\"transaction_id\": \"C\", \"timestamp\": \"2025-06-10T08:00:00Z\","
                  + " \"store_id\": \" \", \"device_id\": \"null\", \"currency\": null}",
              "{\"transaction_id\": \"D\"}",
              "{\"amount\": 1}"),
          page,
          null);
      stage.refresh();
      assertThat(
              stage.texts(
                  "SELECT concat_ws(' ', transaction_id, store_id, device_id, currency,"
                      + " coalesce(amount::text, '-'), coalesce(payment_method, '-'),"
                      + " envelope ->> 'storeId') FROM scout.silver_edge_transactions"
                      + " ORDER BY record_no"))
          .containsExactly("A S9 d9 EUR - - S9", "B S1 d1 USD - - S9", "C S9 d9 EUR - - S9");
      assertThat(
              stage.value(
                  "SELECT concat_ws(' ', records_unkeyed, records_rejected_silver)"
                      + " FROM scout.files"))
          .isEqualTo("1 1");
    }
  }

  @Test
  void otherReadingsTakeEffectByARebuildOfSilver() throws Exception {
    try (LayerStage stage = new LayerStage(with(Map.of()))) {
      stage.loader.load("a.json", UPLOADED, List.of(record("A", ", \"amount\": \"12,5\"")));
      stage.refresh();
      LayerSettings comma = with(Map.of("SCOUT_DECIMAL", "comma"));
      LayerSteps moved =
          new LayerSteps(stage.database.as(DatabaseRole.TRANSFORM), comma, new SpareConnections(1));
      assertThatThrownBy(() -> moved.buildSilver(UUID.randomUUID(), RefreshRequest.nudge("test")))
          .hasMessageContaining("./scout rebuild silver");

      RebuildSteps rebuilds =
          new RebuildSteps(
              stage.database.as(DatabaseRole.TRANSFORM), comma, new SpareConnections(0), () -> {});
      RebuildRequest all = new RebuildRequest(Layer.SILVER, null, null, null, false);
      Layer.SILVER.andAbove().forEach(layer -> rebuilds.rebuildLayer(layer, all));

      assertThat(stage.value("SELECT amount FROM scout.silver_edge_transactions"))
          .isEqualTo("12.50");
      assertThatThrownBy(stage::refresh).hasMessageContaining("./scout rebuild silver");
    }
  }

  @Test
  void anOlderVersionsSilverIsTakenUnlessItHoldsAnIdThatIsReadOtherwise() throws Exception {
    for (String id : List.of("T1", "12.0", "=\"12\"", "None", "1.5E+7", "Cafe\u0301")) {
      try (LayerStage stage = new LayerStage(with(Map.of()))) {
        stage.loader.load("a.json", UPLOADED, List.of(record("T1", "")));
        stage.refresh();
        stage.execute("UPDATE scout.settings_in_force SET readings = '{}'");
        stage.execute("UPDATE scout.silver_edge_transactions SET transaction_id = ?", id);
        if (id.equals("T1")) {
          stage.refresh();
          assertThat(stage.value("SELECT readings ->> 'rules' FROM scout.settings_in_force"))
              .isEqualTo("1");
        } else {
          assertThatThrownBy(stage::refresh)
              .as(id)
              .hasMessageContaining("would count twice. Run ./scout rebuild silver");
          stage.rebuild(ZoneOffset.UTC, Layer.SILVER);
          stage.refresh();
        }
        assertThat(stage.texts("SELECT transaction_id FROM scout.silver_edge_transactions"))
            .as(id)
            .containsExactly("T1");
      }
    }
  }
}
