package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.workflows.refresh.LayerResult;

class SettleTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");

  private LayerStage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private UUID load(String key, int secondsAfterNoon, String... records) {
    return stage.loader.load(key, NOON.plusSeconds(secondsAfterNoon), List.of(records));
  }

  private static String sale(String id, int amount) {
    return sale(id, amount, "S1", 10);
  }

  private static String sale(String id, int amount, String store, int day) {
    return """
    {"transaction_id": "%s", "store_id": "%s", "timestamp": "2025-06-%02dT08:00:00Z",
     "amount": %d}\
    """
        .formatted(id, store, day, amount);
  }

  private String current(String id) {
    return stage.value(
        "SELECT trunc(amount) FROM scout.silver_edge_transactions WHERE transaction_id = ?", id);
  }

  private String counts(UUID file) {
    return stage.value(
        "SELECT concat_ws(' ', records_current, records_superseded, records_discarded,"
            + " records_pending) FROM scout.files WHERE file_id = ?",
        file);
  }

  private List<String> gold() {
    return stage.texts(
        "SELECT concat_ws(' ', store_id, transaction_date, transaction_count,"
            + " trunc(total_revenue)) FROM scout.gold_store_daily_summary"
            + " ORDER BY store_id, transaction_date");
  }

  @Test
  void theHighestRankWinsWhateverTheOrderOfProcessing() {
    // later upload; then the greater key by its bytes; then the later arrival; then the later
    // record
    List<Runnable> inOrderOfRank =
        List.of(
            () -> load("z", 0, sale("A", 1), sale("A", 2)),
            () -> load("Z", 5, sale("A", 3)),
            () -> load("a", 5, sale("A", 4)),
            () -> load("é", 5, sale("A", 5)),
            () -> load("0", 9, sale("A", 6), sale("A", 7)));
    for (int turn = 0; turn < 6; turn++) {
      stage.execute(
          "TRUNCATE scout.files, scout.bronze_records, scout.silver_edge_transactions,"
              + " scout.silver_superseded");
      List<Runnable> shuffled = new ArrayList<>(inOrderOfRank);
      Collections.shuffle(shuffled, new java.util.Random(turn));
      for (Runnable load : shuffled) {
        load.run();
        if (turn % 2 == 0) {
          stage.refresh();
        }
      }
      stage.refresh();
      assertThat(current("A")).isEqualTo("7");
      assertThat(stage.value("SELECT count(*) FROM scout.silver_superseded")).isEqualTo("6");
    }
  }

  @Test
  void withinOneKeyAndTimeTheLaterArrivalWins() {
    load("k", 0, sale("A", 1));
    load("k", 0, sale("A", 2));
    stage.refresh();
    assertThat(current("A")).isEqualTo("2");
  }

  @Test
  void promotesTheNextWhenTheWinnersFileIsDiscardedAndBackAgain() {
    UUID low = load("low", 0, sale("A", 1, "S1", 10));
    UUID middle = load("middle", 1, sale("A", 2, "S2", 11));
    UUID high = load("high", 2, sale("A", 3, "S3", 12), sale("B", 9, "S3", 12));
    stage.refresh();
    assertThat(gold()).containsExactly("S3 2025-06-12 2 12");
    assertThat(counts(high)).isEqualTo("2 0 0 0");
    assertThat(counts(middle)).isEqualTo("0 1 0 0");

    stage.loader.discard(high);
    stage.refresh();
    assertThat(current("A")).isEqualTo("2");
    assertThat(current("B")).isNull();
    assertThat(counts(high)).isEqualTo("0 0 2 0");
    assertThat(counts(middle)).isEqualTo("1 0 0 0");
    assertThat(counts(low)).isEqualTo("0 1 0 0");
    assertThat(gold()).containsExactly("S2 2025-06-11 1 2");
    assertThat(stage.value("SELECT count(*) FROM scout.platinum_store_features")).isEqualTo("1");
    assertThat(
            stage.value(
                "SELECT string_agg(DISTINCT processing_status, ' ') FROM scout.bronze_edge_raw"
                    + " WHERE file_id = ?",
                high))
        .isEqualTo("discarded");

    stage.loader.replay(high, List.of(sale("A", 4, "S3", 12)));
    stage.refresh();
    assertThat(current("A")).isEqualTo("4");
    assertThat(counts(middle)).isEqualTo("0 1 0 0");
    assertThat(gold()).containsExactly("S3 2025-06-12 1 4");
  }

  @Test
  void aReplacedVersionGoesOutWithTheRecordsThatTheNewOneDropped() {
    UUID first = load("till.json", 0, sale("A", 1), sale("GHOST", 5));
    stage.refresh();
    UUID second = load("till.json", 9, sale("A", 2));
    stage.loader.replace(first, second);
    stage.refresh();
    assertThat(current("A")).isEqualTo("2");
    assertThat(current("GHOST")).isNull();
    assertThat(counts(first)).isEqualTo("0 0 2 0");
    assertThat(gold()).containsExactly("S1 2025-06-10 1 2");
  }

  @Test
  void theSameContentComingBackLaterWinsAgain() {
    UUID a = load("till.json", 0, sale("A", 1));
    UUID b = load("till.json", 5, sale("A", 2));
    stage.refresh();
    assertThat(current("A")).isEqualTo("2");
    stage.loader.comeBack(a, NOON.plusSeconds(9));
    stage.refresh();
    assertThat(current("A")).isEqualTo("1");
    assertThat(counts(a)).isEqualTo("1 0 0 0");
    assertThat(counts(b)).isEqualTo("0 1 0 0");
    assertThat(
            stage.value(
                "SELECT uploaded_at = ?::timestamptz FROM scout.silver_edge_transactions",
                NOON.plusSeconds(9).toString()))
        .isEqualTo("t");
  }

  @Test
  void aReplayThatSaysTheSameMovesNeitherCreationNorGold() {
    UUID a = load("a", 0, sale("A", 1), sale("B", 1, "S1", 11));
    load("b", 0, sale("C", 1, "S2", 10));
    stage.refresh();
    String times =
        "SELECT string_agg(transaction_id || created_at, ' ' ORDER BY transaction_id)"
            + " FROM scout.silver_edge_transactions WHERE transaction_id <> 'B'";
    String before = stage.value(times);
    String updated = "SELECT max(last_updated) FROM scout.gold_store_daily_summary";
    String goldBefore = stage.value(updated);

    stage.loader.replay(a, List.of(sale("A", 1), sale("B", 1, "S1", 11)));
    stage.refresh();
    assertThat(stage.value(times)).isEqualTo(before);
    assertThat(stage.value(updated)).isEqualTo(goldBefore);

    stage.loader.replay(a, List.of(sale("A", 1), sale("B", 2, "S1", 11)));
    stage.refresh();
    assertThat(stage.value(times)).isEqualTo(before);
    assertThat(
            stage.value(
                "SELECT string_agg(store_id || transaction_date, ' ')"
                    + " FROM scout.gold_store_daily_summary WHERE last_updated > ?::timestamptz",
                goldBefore))
        .isEqualTo("S12025-06-11");
  }

  @Test
  void theOutboxNamesOldAndNewStoreDayOfWhatChangedAndNoOther() {
    load("a", 0, sale("A", 1, "S1", 10), sale("B", 1, "S9", 10));
    stage.refresh();
    load("b", 1, sale("A", 1, "S2", 11));
    stage.layers.buildSilver(UUID.randomUUID(), null);
    assertThat(
            stage.value(
                "SELECT string_agg(store_id || ' ' || transaction_date, ', ' ORDER BY store_id)"
                    + " FROM scout.gold_outbox"))
        .isEqualTo("S1 2025-06-10, S2 2025-06-11");
    load("c", 0, sale("A", 5, "S3", 12)); // loses, so nothing changes
    stage.layers.buildSilver(UUID.randomUUID(), null);
    assertThat(stage.value("SELECT count(*) FROM scout.gold_outbox")).isEqualTo("2");
  }

  @Test
  void aReplayReplacesItsRejects() {
    UUID file = load("a", 0, "{\"transaction_id\": \"A\"}", sale("B", 1));
    stage.refresh();
    assertThat(stage.value("SELECT code FROM scout.rejected_records")).isEqualTo("STORE_MISSING");
    stage.loader.replay(
        file, List.of(sale("A", 1), "{\"transaction_id\": \"B\", \"store_id\": 1}"));
    stage.refresh();
    assertThat(stage.value("SELECT record_no || code FROM scout.rejected_records"))
        .isEqualTo("2TIMESTAMP_MISSING");
    assertThat(current("A")).isEqualTo("1");
    assertThat(current("B")).isNull();
  }

  @Test
  void manySmallFilesSettleInOneGo() {
    for (int i = 0; i < 60; i++) {
      load("file-" + i, i % 7, sale("T" + i % 20, i));
    }
    stage.refresh();
    assertThat(stage.value("SELECT count(*) FROM scout.silver_edge_transactions")).isEqualTo("20");
    assertThat(stage.value("SELECT silver_files FROM scout.refreshes")).isEqualTo("60");
  }

  @Test
  void twoAtOnceSettleEachFileOnce() {
    for (int i = 0; i < 20; i++) {
      load("file-" + i, i, sale("T" + i % 5, i));
    }
    List<LayerResult> results =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> stage.layers.buildSilver(UUID.randomUUID(), null)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(results.stream().mapToLong(LayerResult::files).sum()).isEqualTo(20);
    assertThat(stage.value("SELECT count(*) FROM scout.silver_edge_transactions")).isEqualTo("5");
    assertThat(stage.value("SELECT count(*) FROM scout.silver_superseded")).isEqualTo("15");
  }
}
