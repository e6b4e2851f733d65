package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scout.settings.Settings;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;

/** What the ledger says of records that became no sale, and which losers are sales of their own. */
class LostRecordsTest {
  private static final Instant MONDAY = Instant.parse("2025-06-09T12:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2025-06-10T12:00:00Z");
  private static final Instant WEDNESDAY = Instant.parse("2025-06-11T12:00:00Z");

  private static LayerStage stage() throws Exception {
    return new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  private static String sale(String id, String store, String time, String amount) {
    return """
    {"transaction_id": "%s", "store_id": "%s", "timestamp": "2025-06-%s", "amount": %s}\
    """
        .formatted(id, store, time, amount);
  }

  private static String sale(String id, String amount) {
    return sale(id, "S1", "09T08:00:00Z", amount);
  }

  private static String lost(LayerStage stage) {
    return stage.value(
        "SELECT concat_ws(' ', records_unkeyed, records_rejected_silver, records_overridden,"
            + " records_lost, field_nulls) FROM scout.files ORDER BY file_seq LIMIT 1");
  }

  private static List<String> sharing(LayerStage stage) {
    return stage.texts(
        "SELECT transaction_id || ' ' || trunc(amount) FROM scout.silver_superseded WHERE shares_id"
            + " ORDER BY 1");
  }

  @Test
  void theLedgerCountsWhatWasLostAndWhatWasLacking() throws Exception {
    try (LayerStage stage = stage()) {
      List<String> records =
          List.of(
              sale("A", "1"),
              sale("A", "2"),
              sale("A", "1"),
              sale("B", "1"),
              sale("B", "1"),
              sale("C", "1"),
              // rejected, so it overrides nothing
              sale("C", "\"x\""),
              "{\"store_id\": \"S1\", \"timestamp\": \"soon\"}",
              "{\"transaction_id\": \"D\", \"timestamp\": \"soon\", \"amount\": true}");
      String counted =
          "1 2 2 5 {\"amount\": 1, \"currency\": 9, \"store_id\": 1, \"device_id\": 9,"
              + " \"payment_method\": 9, \"transaction_id\": 1}";
      UUID file = stage.loader.load("a.json", MONDAY, records);
      stage.refresh();
      assertThat(lost(stage)).isEqualTo(counted);

      // a later file wins, and what the first has lost by itself stays lost
      stage.loader.load("b.json", TUESDAY, List.of(sale("A", "9")));
      stage.refresh();
      assertThat(lost(stage)).isEqualTo(counted);

      stage.execute(
          "UPDATE scout.files SET field_nulls = '{\"amount\": 8}', records_overridden = 0,"
              + " records_lost = 0");
      stage.rebuild(ZoneOffset.UTC, Layer.SILVER);
      assertThat(lost(stage)).isEqualTo(counted);
      stage.execute("UPDATE scout.files SET field_nulls = '{}', records_overridden = 7");
      stage.rebuild(
          ZoneOffset.UTC,
          new RebuildRequest(Layer.SILVER, null, null, null, false, null, List.of("a.json")));
      assertThat(lost(stage)).isEqualTo(counted);

      stage.loader.replay(file, List.of(sale("A", "1")));
      stage.refresh();
      assertThat(lost(stage))
          .isEqualTo("0 0 0 0 {\"currency\": 1, \"device_id\": 1, \"payment_method\": 1}");
      stage.loader.discard(file);
      stage.refresh();
      assertThat(lost(stage)).isEqualTo("0 0 0 0 {}");
    }
  }

  /** Each with each would take a quarter of an hour. */
  @Test
  @Timeout(120)
  void oneIdInAllRecordsOfALargeFileIsCountedInOneGo() throws Exception {
    try (LayerStage stage = stage()) {
      List<String> records =
          IntStream.range(0, 60_000).mapToObj(n -> sale("0", n < 20_000 ? "1" : "2")).toList();
      stage.loader.load("a.json", MONDAY, records);
      stage.refresh();
      assertThat(stage.value("SELECT records_overridden FROM scout.files")).isEqualTo("20000");
    }
  }

  @Test
  void aLoserThatDiffersTooMuchFromTheWinnerSharesItsId() throws Exception {
    try (LayerStage stage = stage()) {
      stage.loader.load(
          "a.json",
          MONDAY,
          List.of(
              sale("store", "1"),
              sale("day", "1"),
              sale("hours", "1"),
              sale("device", "1").replace("{", "{\"device_id\": \"d1\", "),
              sale("both", "1").replace("{", "{\"device_id\": \"d1\", "),
              sale("same", "1")));
      stage.loader.load(
          "b.json",
          TUESDAY,
          List.of(
              sale("store", "S2", "09T08:00:00Z", "2"),
              sale("day", "S1", "10T08:00:01Z", "2"),
              sale("hours", "S1", "10T08:00:00Z", "2"),
              sale("device", "2").replace("{", "{\"device_id\": \"d2\", "),
              sale("both", "S1", "09T08:00:01Z", "2").replace("{", "{\"device_id\": \"d2\", "),
              sale("same", "2")));
      stage.refresh();
      assertThat(sharing(stage)).containsExactly("both 1", "day 1", "store 1");
    }
  }

  /** Losers of earlier batches are judged anew when another delivery wins. */
  @Test
  void anotherWinnerChangesWhoSharesItsId() throws Exception {
    try (LayerStage stage = stage()) {
      stage.loader.load("a.json", MONDAY, List.of(sale("T", "S1", "09T08:00:00Z", "1")));
      stage.refresh();
      UUID second =
          stage.loader.load("b.json", TUESDAY, List.of(sale("T", "S1", "09T08:00:00Z", "2")));
      stage.refresh();
      assertThat(sharing(stage)).isEmpty();
      UUID third =
          stage.loader.load("c.json", WEDNESDAY, List.of(sale("T", "S2", "09T08:00:00Z", "3")));
      stage.refresh();
      assertThat(sharing(stage)).containsExactly("T 1", "T 2");
      assertThat(RebuildTest.rows(stage.rebuild(ZoneOffset.UTC, Layer.SILVER))).isZero();

      stage.loader.replay(third, List.of(sale("T", "S1", "09T08:00:00Z", "4")));
      stage.refresh();
      assertThat(sharing(stage)).isEmpty();
      stage.loader.replay(second, List.of(sale("T", "S3", "09T08:00:00Z", "5")));
      stage.refresh();
      assertThat(sharing(stage)).containsExactly("T 5");
      stage.loader.discard(third);
      stage.refresh();
      assertThat(sharing(stage)).containsExactly("T 1");
      stage.execute("UPDATE scout.silver_superseded SET shares_id = false");
      assertThat(RebuildTest.rows(stage.rebuild(ZoneOffset.UTC, Layer.SILVER))).isOne();
      assertThat(sharing(stage)).containsExactly("T 1");
    }
  }

  @Test
  void theTimeOfAnUploadTellsNoSalesApart() throws Exception {
    LayerSettings settings =
        LayerSettings.of(ZoneOffset.UTC)
            .withReadings(
                ValueReadings.from(new Settings(Map.of("SCOUT_TIME_FALLBACK", "uploaded_at"))));
    String timeless = "{\"transaction_id\": \"T\", \"store_id\": \"S1\", \"amount\": 1}";
    try (LayerStage stage = new LayerStage(settings)) {
      stage.loader.load("a.json", MONDAY, List.of(timeless));
      stage.loader.load("b.json", WEDNESDAY, List.of(timeless));
      stage.refresh();
      assertThat(stage.value("SELECT time_source FROM scout.silver_superseded"))
          .isEqualTo("upload");
      assertThat(sharing(stage)).isEmpty();
    }
  }
}
