package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two tills that number alike, and records of one file that share an id. */
class SharedIdsTest {
  private static final Instant NOON = Instant.now().minusSeconds(86_400);

  private LayerStage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  /** Loads a file of the device that its folder names. */
  private UUID load(String name, int seconds, List<String> records) {
    UUID file = stage.loader.load("scout/v1/bronze/" + name, NOON.plusSeconds(seconds), records);
    stage.execute(
        "UPDATE scout.files SET device_id = ? WHERE file_id = ?",
        name.substring(0, name.indexOf('/')),
        file);
    return file;
  }

  private static List<String> day(String till, String store, String day, int ids, int amount) {
    return IntStream.range(1001, 1001 + ids)
        .mapToObj(
            id ->
                """
                {"device_id": "%s", "transaction_id": "%d", "store_id": "%s",
                 "timestamp": "%sT08:00:00Z", "amount": %d}\
                """
                    .formatted(till, id, store, day, amount + id))
        .toList();
  }

  private List<String> alerts() {
    return stage.texts(
        "SELECT concat_ws(' ', subject, times_seen,"
            + " CASE WHEN resolved_at IS NULL THEN 'open' ELSE 'over' END)"
            + " FROM scout.alerts WHERE kind = 'ids_shared' ORDER BY id");
  }

  private String message() {
    return stage.value("SELECT message FROM scout.alerts WHERE kind = 'ids_shared'");
  }

  /** Situation 101. */
  @Test
  void twoTillsThatNumberTheirReceiptsAlike() {
    load("till-A/day1.jsonl", 0, day("till-A", "A", "2025-06-10", 20, 1));
    stage.refresh();
    assertThat(alerts()).isEmpty();
    UUID first = load("till-B/day1.jsonl", 10, day("till-B", "B", "2025-06-10", 20, 500));
    assertThat(stage.refresh().failedChecks()).isEqualTo("ids_shared");
    assertThat(alerts()).containsExactly("till-A 1 open");
    assertThat(stage.value("SELECT count(*) FROM scout.alerts WHERE kind = 'check_failed'"))
        .as("one alert is enough")
        .isEqualTo("0");
    assertThat(message())
        .contains(
            "20 ids",
            "record 1 of scout/v1/bronze/till-A/day1.jsonl and record 1 of"
                + " scout/v1/bronze/till-B/day1.jsonl (store)",
            "record 2 of")
        .doesNotContain("record 3 of", "1001");
    UUID second = load("till-B/day1.jsonl", 20, day("till-B", "B", "2025-06-10", 25, 500));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-A 2 open");
    assertThat(stage.texts("SELECT records_superseded FROM scout.files ORDER BY file_seq"))
        .containsExactly("20", "20", "0");
    load("till-A/day2.jsonl", 30, day("till-A", "A", "2025-06-11", 0, 1));
    load(
        "till-A/day3.jsonl",
        40,
        List.of(
            "{\"device_id\": \"till-A\", \"transaction_id\": \"X\", \"store_id\": \"A\","
                + " \"timestamp\": \"2025-06-12T08:00:00Z\"}"));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-A 2 open");
    stage.loader.discard(second);
    stage.refresh();
    assertThat(alerts()).containsExactly("till-A 2 open");
    stage.loader.discard(first);
    assertThat(stage.refresh().failedChecks()).isNull();
    assertThat(alerts()).containsExactly("till-A 2 over");
  }

  @Test
  void aCounterThatStartsAgainInTheSameStore() {
    load("till-A/day1.jsonl", 0, day("till-A", "A", "2025-06-10", 20, 1));
    load("till-A/day9.jsonl", 10, day("till-A", "A", "2025-06-19", 20, 1));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-A 2 open");
    assertThat(message()).contains("20 ids", "(time)");
  }

  @Test
  void aDeliveryThatIsOnlyCorrectedSharesNothing() {
    load("till-A/day1.jsonl", 0, day("till-A", "A", "2025-06-10", 20, 1));
    load("till-A/day1.jsonl", 10, day("till-A", "A", "2025-06-10", 20, 2));
    stage.refresh();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void severalRecordsOfOneFileThatShareAnIdAreToldAndNotLostTwice() {
    List<String> sale = day("till-A", "A", "2025-06-10", 1, 1);
    List<String> refund = day("till-A", "A", "2025-06-10", 1, -1);
    UUID file = load("till-A/refunds.jsonl", 0, List.of(sale.get(0), refund.get(0), sale.get(0)));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-A 1 open");
    assertThat(message()).contains("1 ids", "record 2 of", "and record 3 of", "within one file");
    assertThat(stage.value("SELECT count(*) FROM scout.alerts WHERE kind = 'file_lost'"))
        .isEqualTo("0");
    stage.loader.replay(file, sale);
    stage.refresh();
    assertThat(alerts()).containsExactly("till-A 1 over");
  }

  @Test
  void theSameRecordTwiceIsNoSecondSale() {
    List<String> sale = day("till-A", "A", "2025-06-10", 1, 1);
    load("till-A/twice.jsonl", 0, List.of(sale.get(0), sale.get(0)));
    stage.refresh();
    assertThat(alerts()).isEmpty();
  }
}
