package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ActivityFailure;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;
import scout.workflows.rebuild.Layer;

/**
 * Somebody polls gold and platinum while refreshes run, many of which a blocking check refuses.
 * Every file sells once in each store for the same amount, so that a state that is whole has equal
 * rows for all stores. With {@code -Dscout.long=true} there are 100 refreshes.
 */
class PollingReaderTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");
  private static final int STORES = 20;
  private static final int REFRESHES = Boolean.getBoolean("scout.long") ? 100 : 44;

  /** Three of every eight, and two of the last four. */
  private static final int REFUSED = REFRESHES / 8 * 3 + 2;

  /** Each gives a line for each table that is not as it should be. */
  private static final List<String> WRONG =
      List.of(
          "SELECT 'gold: ' || g FROM (SELECT count(*) AS stores, min(transaction_count) AS fewest,"
              + " max(transaction_count) AS most, min(total_revenue) AS least,"
              + " max(total_revenue) AS highest FROM scout.gold_store_daily_summary) g"
              + " WHERE stores <> 20 OR fewest <> most OR least <> highest OR least < 0",
          "SELECT 'platinum: ' || p FROM (SELECT count(*) AS stores,"
              + " min(avg_daily_transactions) AS fewest, max(avg_daily_transactions) AS most,"
              + " min(avg_daily_revenue) AS least, max(avg_daily_revenue) AS highest"
              + " FROM scout.platinum_store_features) p"
              + " WHERE stores <> 20 OR fewest <> most OR least <> highest OR highest > 5000",
          "SELECT 'silver: ' || s FROM (SELECT count(*) AS transactions,"
              + " count(*) FILTER (WHERE object_key = 'forbidden.json') AS forbidden"
              + " FROM scout.gold_lineage) s"
              + " WHERE transactions = 0 OR transactions % 20 <> 0 OR forbidden > 0",
          "SELECT 'latest: ' || count(*) FROM scout.platinum_store_features_latest"
              + " HAVING count(*) <> 20");

  private final Queue<String> seenWrong = new ConcurrentLinkedQueue<>();
  private final AtomicLong reads = new AtomicLong();
  private volatile boolean done;

  @Test
  void neverSeesABadPartialOrEmptyState() throws Exception {
    int refused = 0;
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC))) {
      stage.execute("DELETE FROM scout.data_quality_checks");
      block(stage, "silver_edge_transactions", "payment_method = 'forbidden'");
      block(stage, "gold_store_daily_summary", "total_revenue < 0");
      block(stage, "platinum_store_features", "avg_daily_revenue > 5000");
      Deque<UUID> good = new ArrayDeque<>();
      good.add(load(stage, "first.json", "1", "card"));
      stage.refresh();
      Thread reader = new Thread(() -> poll(stage), "reader");
      reader.start();
      try {
        UUID bad = null;
        for (int refresh = 0; refresh < REFRESHES; refresh++) {
          switch (refresh % 8) {
            case 1 -> bad = load(stage, "refunds.json", "-1000", "card");
            case 3 -> bad = load(stage, "forbidden.json", "1", "forbidden");
            case 5 -> bad = load(stage, "dear.json", "9000", "card");
            case 4 -> stage.loader.discard(bad);
            case 2, 6 -> {
              stage.loader.replay(bad, sales(UUID.randomUUID(), "1", "card"));
              good.add(bad);
            }
            case 7 -> {
              stage.rebuild(ZoneOffset.UTC, Layer.SILVER);
              stage.loader.discard(good.remove());
            }
            default -> good.add(load(stage, refresh + ".json", "1", "card"));
          }
          boolean passes = refresh % 8 != 1 && refresh % 8 != 3 && refresh % 8 != 5;
          assertThat(refresh(stage)).as("refresh " + refresh + " passes").isEqualTo(passes);
          refused += passes ? 0 : 1;
          awaitRead();
        }
      } finally {
        done = true;
        reader.join();
      }
      System.out.printf(
          "A reader polled %d times during %d refreshes, %d of them refused by a blocking check: "
              + "%d wrong states.%n",
          reads.get(), REFRESHES, refused, seenWrong.size());
      assertThat(seenWrong).isEmpty();
      assertThat(refused).isEqualTo(REFUSED);
      // the last file, refused by silver, is mended too, and all that is good has arrived
      stage.execute("DELETE FROM scout.data_quality_checks");
      stage.refresh();
      assertThat(stage.value("SELECT max(transaction_count) FROM scout.gold_store_daily_summary"))
          .isEqualTo(String.valueOf(good.size() + 1));
    }
  }

  private void poll(LayerStage stage) {
    stage
        .database
        .as(DatabaseRole.READER)
        .jdbi()
        .useHandle(
            handle -> {
              while (!done) {
                WRONG.forEach(query -> look(handle, query));
                reads.incrementAndGet();
                LockSupport.parkNanos(1_000_000);
              }
            });
  }

  private void look(Handle handle, String query) {
    seenWrong.addAll(handle.createQuery(query).mapTo(String.class).list());
  }

  /** Until one whole poll has begun and ended. */
  private void awaitRead() throws InterruptedException {
    long before = reads.get();
    while (reads.get() < before + 2) {
      Thread.sleep(1);
    }
  }

  private static boolean refresh(LayerStage stage) {
    try {
      stage.refresh();
      return true;
    } catch (ActivityFailure blocked) {
      assertThat(blocked).rootCause().hasMessageContaining("did not pass");
      return false;
    }
  }

  private static void block(LayerStage stage, String table, String condition) {
    stage.execute(
        "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query, blocking)"
            + " VALUES (?, ?, ?, true)",
        "no " + condition,
        table,
        "SELECT count(*) FROM " + table + " WHERE " + condition);
  }

  private static UUID load(LayerStage stage, String key, String amount, String payment) {
    return stage.loader.load(key, NOON, sales(UUID.randomUUID(), amount, payment));
  }

  private static List<String> sales(UUID id, String amount, String payment) {
    return IntStream.range(0, STORES)
        .mapToObj(
            store ->
                """
                {"transaction_id": "%s-%d", "store_id": "S%d", "amount": %s,
                 "timestamp": "2025-06-10T08:00:00Z", "payment_method": "%s"}\
                """
                    .formatted(id, store, store, amount, payment))
        .toList();
  }
}
