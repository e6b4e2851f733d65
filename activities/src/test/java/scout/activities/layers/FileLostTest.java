package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.losses.LossSettings;
import scout.workflows.rebuild.Layer;

/** When records become no sale: one alert for a device, and its end. */
class FileLostTest {
  private static final Instant NOON = Instant.now().minusSeconds(86_400);

  private LayerStage stage;
  private int sales;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private UUID load(String device, int seconds, List<String> records) {
    UUID file =
        stage.loader.load(
            "scout/v1/bronze/" + device + "/" + seconds + ".jsonl",
            NOON.plusSeconds(seconds),
            records);
    stage.execute("UPDATE scout.files SET device_id = ? WHERE file_id = ?", device, file);
    stage.execute("UPDATE scout.bronze_edge_raw SET device_id = ? WHERE file_id = ?", device, file);
    return file;
  }

  private String sale(String time) {
    return """
    {"transaction_id": "T%d", "store_id": "S1", "timestamp": "%s", "amount": 1}\
    """
        .formatted(++sales, time);
  }

  private List<String> good(int records) {
    return IntStream.range(0, records).mapToObj(i -> sale("2025-06-10T08:00:00Z")).toList();
  }

  private List<String> bad(int records) {
    return IntStream.range(0, records).mapToObj(i -> sale("05/10/2026 2:15:00 PM")).toList();
  }

  private List<String> mixed(int bad, int good) {
    List<String> records = new ArrayList<>(bad(bad));
    records.addAll(good(good));
    return records;
  }

  /** Subject, severity, times seen and whether it is open, of each alert in turn. */
  private List<String> alerts() {
    return stage.texts(
        "SELECT concat_ws(' ', subject, severity, times_seen,"
            + " CASE WHEN resolved_at IS NULL THEN 'open' ELSE 'over' END)"
            + " FROM scout.alerts WHERE kind = 'file_lost' ORDER BY id");
  }

  private String message() {
    return stage.value(
        "SELECT message FROM scout.alerts WHERE kind = 'file_lost' ORDER BY id DESC LIMIT 1");
  }

  @Test
  void aFileThatLosesAllIsCriticalAndSaysCauseFormExampleAndCommand() {
    load("till-27", 0, bad(5));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-27 critical 1 open");
    assertThat(message())
        .contains(
            "0 of 5 records of scout/v1/bronze/till-27/0.jsonl became transactions",
            "TIMESTAMP_INVALID",
            "99/99/9999 9:99:99 AA in record 1",
            "./scout fit scout/v1/bronze/till-27/0.jsonl")
        .doesNotContain("05/10/2026", "T1");
    assertThat(stage.value("SELECT fingerprint FROM scout.alerts WHERE kind = 'file_lost'"))
        .isEqualTo("file_lost:till-27");
  }

  @Test
  void moreThanTheShareIsTooMuchAndLessThanAllIsAWarning() {
    load("at", 0, mixed(1, 9));
    load("above", 0, mixed(2, 8));
    stage.refresh();
    assertThat(alerts()).containsExactly("above warning 1 open");
    assertThat(message()).contains("8 of 10 records of");
  }

  @Test
  void theShareIsASetting() throws Exception {
    try (LayerStage strict =
        new LayerStage(
            LayerSettings.of(ZoneOffset.UTC).withLosses(new LossSettings(0, "scout/v1/bronze/")))) {
      strict.loader.load("k", NOON, mixed(1, 20));
      strict.refresh();
      assertThat(strict.value("SELECT count(*) FROM scout.alerts WHERE kind = 'file_lost'"))
          .isEqualTo("1");
    }
  }

  @Test
  void whereNoneHasAnIdTheNamesAreTold() {
    load(
        "till-9",
        0,
        List.of(
            "{\"receiptNo\": \"1\", \"storeNo\": \"2\", \"0917 555\": 1}",
            "{\"receiptNo\": \"3\", \"storeNo\": \"4\", \"amount\": 7}"));
    stage.refresh();
    assertThat(message())
        .contains("none has transaction_id; they have ", "receiptNo", "storeNo", "9999 999")
        .contains("proposes the paths")
        .doesNotContain("0917");
  }

  @Test
  void aNameWrittenOtherwiseAPageAndADelimiterExplainMost() {
    load("twin", 0, List.of("{\"Transaction_ID\": \"1\", \"more\": 1}", "{\"x\": 1}"));
    load("page", 0, List.of("{\"day\": 1, \"sales\": [{\"id\": 1}]}"));
    load("line", 0, List.of("{\"a^b^c\": \"1^2^3\"}"));
    stage.refresh();
    assertThat(
            stage.texts(
                "SELECT message FROM scout.alerts WHERE kind = 'file_lost' ORDER BY subject"))
        .satisfiesExactly(
            line -> assertThat(line).contains("a single column", "'^'"),
            page -> assertThat(page).contains("seem to lie in sales"),
            twin -> assertThat(twin).contains("Transaction_ID, which is written otherwise"));
  }

  @Test
  void eachFileThatRaisesIsCountedAndTheLastIsTheExample() {
    load("d", 0, bad(5));
    load("d", 10, bad(6));
    stage.refresh();
    load("d", 20, bad(7));
    stage.refresh();
    assertThat(alerts()).containsExactly("d critical 3 open");
    assertThat(message()).contains("0 of 7 records of scout/v1/bronze/d/20.jsonl");
  }

  @Test
  void onlyAGoodFileThatWasUploadedLaterEndsIt() {
    load("d", 10, bad(5));
    stage.refresh();
    load("d", 5, good(5));
    load("other", 20, good(5));
    load("d", 30, List.of());
    stage.refresh();
    assertThat(alerts()).containsExactly("d critical 1 open");
    load("d", 40, good(1));
    stage.refresh();
    assertThat(alerts()).containsExactly("d critical 1 over");
  }

  @Test
  void aBatchIsJudgedInTheOrderOfUploadAndTellsOpeningAndEnd() {
    load("d", 20, good(5));
    load("d", 10, bad(5));
    load("e", 10, good(5));
    load("e", 20, bad(5));
    stage.refresh();
    assertThat(alerts()).containsExactlyInAnyOrder("d critical 1 over", "e critical 1 open");
    load("e", 30, good(5));
    load("e", 40, bad(5));
    stage.refresh();
    assertThat(alerts())
        .containsExactlyInAnyOrder("d critical 1 over", "e critical 1 over", "e critical 1 open");
  }

  @Test
  void aSmallFileNeedsToBeTheFirstOrToFollowAnotherInTrouble() {
    load("first", 0, bad(2));
    load("later", 0, good(5));
    load("later", 10, bad(4));
    load("pair", 0, good(5));
    load("pair", 10, bad(4));
    load("pair", 20, bad(1));
    stage.refresh();
    assertThat(alerts()).containsExactlyInAnyOrder("first critical 1 open", "pair critical 1 open");
  }

  @Test
  void discardReplacingAndReprocessingEndItOnceNoFileIsInTrouble() {
    UUID one = load("d", 0, bad(5));
    UUID two = load("d", 10, bad(5));
    UUID replaced = load("e", 0, bad(5));
    UUID again = load("f", 0, bad(5));
    stage.refresh();
    assertThat(alerts()).hasSize(3).allMatch(alert -> alert.endsWith("open"));
    stage.loader.discard(two);
    stage.refresh();
    assertThat(alerts()).contains("d critical 2 open");
    stage.loader.discard(one);
    stage.loader.replay(again, good(5));
    UUID newer = load("e", 5, List.of());
    stage.loader.replace(replaced, newer);
    stage.refresh();
    assertThat(alerts())
        .containsExactlyInAnyOrder("d critical 2 over", "e critical 1 over", "f critical 1 over");
  }

  @Test
  void anotherCauseIsToldAnew() {
    load("d", 0, bad(5));
    stage.refresh();
    String first = stage.value("SELECT revision FROM scout.alerts WHERE kind = 'file_lost'");
    load("d", 10, bad(5));
    stage.refresh();
    assertThat(stage.value("SELECT revision FROM scout.alerts WHERE kind = 'file_lost'"))
        .isEqualTo(first);
    load("d", 20, List.of("{\"a\": 1}", "{\"a\": 1}", "{\"a\": 1}", "{\"a\": 1}", "{\"a\": 1}"));
    stage.refresh();
    assertThat(alerts()).containsExactly("d critical 3 open");
    assertThat(stage.value("SELECT revision FROM scout.alerts WHERE kind = 'file_lost'"))
        .isNotEqualTo(first);
  }

  @Test
  void filesOfNobodyShareTheFormOfTheirKey() {
    UUID one = stage.loader.load("scout/v1/bronze/day-1/a-07.jsonl", NOON, bad(5));
    UUID two = stage.loader.load("scout/v1/bronze/day-2/a-08.jsonl", NOON, bad(5));
    UUID three = stage.loader.load("scout/v1/bronze/b.jsonl", NOON, bad(5));
    stage.execute("UPDATE scout.files SET device_id = 'unknown' WHERE file_id IN (?, ?)", one, two);
    stage.execute("UPDATE scout.files SET device_id = 'several' WHERE file_id = ?", three);
    stage.refresh();
    assertThat(alerts())
        .containsExactlyInAnyOrder("day-9/a-99.jsonl critical 2 open", "b.jsonl critical 1 open");
    UUID four = stage.loader.load("scout/v1/bronze/day-3/a-09.jsonl", NOON.plusSeconds(9), good(1));
    stage.execute("UPDATE scout.files SET device_id = 'unknown' WHERE file_id = ?", four);
    stage.refresh();
    assertThat(alerts())
        .containsExactlyInAnyOrder("day-9/a-99.jsonl critical 2 over", "b.jsonl critical 1 open");
  }

  @Test
  void aRebuildCountsNothingTwiceAndEndsWhatDoesNotHold() {
    UUID file = load("d", 0, bad(5));
    load("e", 0, bad(5));
    load("e", 10, good(5));
    stage.refresh();
    stage.rebuild(ZoneOffset.UTC, Layer.SILVER);
    assertThat(alerts()).containsExactlyInAnyOrder("d critical 1 open", "e critical 1 over");
    stage.execute(
        "UPDATE scout.bronze_edge_raw SET raw_data = raw_data"
            + " || '{\"timestamp\": \"2025-06-10T08:00:00Z\"}' WHERE file_id = ?",
        file);
    stage.rebuild(ZoneOffset.UTC, Layer.SILVER);
    assertThat(alerts()).containsExactlyInAnyOrder("d critical 1 over", "e critical 1 over");
  }

  @Test
  void aRebuildOpensWhereNoGoodFileCameAfter() {
    load("d", 0, bad(5));
    load("e", 0, bad(5));
    load("e", 10, good(5));
    stage.refresh();
    stage.execute("DELETE FROM scout.alerts");
    stage.rebuild(ZoneOffset.UTC, Layer.SILVER);
    assertThat(alerts()).containsExactly("d critical 1 open");
  }
}
