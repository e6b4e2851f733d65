package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.Test;
import scout.activities.models.plan.DeclarationSteps;
import scout.settings.DatabaseRole;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.BesideProgress;
import scout.workflows.models.ModelFiles;
import scout.workflows.sources.SourceFill;

/**
 * A column and models are applied while files come in and others read. Prints how long a reader
 * waited at most. The long form is {@code -Dscout.apply.records=200000}, or 2000000.
 */
class ApplyWhileReadTest {
  private static final int RECORDS = Integer.getInteger("scout.apply.records", 2_000);
  private static final int OF_FILE = Math.max(100, RECORDS / 40);
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");

  private static final String DAYS =
      """
      -- grain: store_id, transaction_date
      -- slice: store_id, transaction_date
      SELECT store_id, transaction_date, count(*) AS n
        FROM silver_edge_transactions
       GROUP BY 1, 2
      """;
  private static final Map<String, String> FIRST = Map.of("gold_own_days.sql", DAYS);
  private static final Map<String, String> SECOND =
      Map.of(
          "edge_transactions.yaml",
          """
          source: edge_transactions
          fields:
            till: {type: text, from: [till]}
          """,
          "gold_own_days.sql",
          DAYS.replace("AS n", "AS n, sum(amount) AS amount, count(DISTINCT till) AS tills"),
          "gold_own_tills.sql",
          """
          -- grain: till, store_id, transaction_date
          -- slice: store_id, transaction_date
          SELECT till, store_id, transaction_date, count(*) AS n
            FROM silver_edge_transactions
           GROUP BY 1, 2, 3
          """);

  private static final String WAITS =
      "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'scout.gold_own_days'::regclass";

  private int files;

  @Test
  void nobodyWaitsLongAndNothingIsMissed() throws Exception {
    try (LayerStage stage = new LayerStage(LayerSettings.of(UTC))) {
      while (files * OF_FILE < RECORDS) {
        load(stage);
      }
      stage.refresh();
      DeclarationSteps models =
          new DeclarationSteps(stage.database.as(DatabaseRole.TRANSFORM), UTC, () -> {});
      ApplyRequest first = new ApplyRequest(new ModelFiles(FIRST), "ana", List.of());
      compute(models, first);
      assertThat(models.declareModels(first).done()).isTrue();
      long before = Long.parseLong(stage.value("SELECT sum(n) FROM scout.gold_own_days"));
      assertThat(before).isEqualTo((long) files * OF_FILE);

      AtomicBoolean over = new AtomicBoolean();
      ExecutorService others = Executors.newFixedThreadPool(2);
      try {
        Future<Long> longest = others.submit(() -> poll(stage, over, before));
        Future<Void> arriving = others.submit(() -> arrive(stage, over));
        apply(stage, models);
        over.set(true);
        arriving.get();
        System.out.printf(
            "Of %,d records, and %,d that came meanwhile: a reader waited at most %,d ms%n",
            RECORDS, files * OF_FILE - RECORDS, longest.get());
      } finally {
        over.set(true);
        others.shutdownNow();
      }
      stage.refresh();
      check(stage);
    }
  }

  private void load(LayerStage stage) {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < OF_FILE; i++) {
      int sale = files * OF_FILE + i;
      records.add(
          """
          {"transaction_id": "T%d", "store_id": "S%d", "timestamp": "2025-%02d-%02dT20:00:00Z",\
           "amount": %d, "till": "%d"}\
          """
              .formatted(sale, sale % 20, 1 + sale % 5, 1 + sale % 27, sale % 90, sale % 3));
    }
    stage.loader.load(
        "scout/v1/bronze/till-1/f%d.json".formatted(files), NOON.plusSeconds(files), records);
    files++;
  }

  private Void arrive(LayerStage stage, AtomicBoolean over) {
    do {
      load(stage);
      stage.refresh();
    } while (!over.get());
    return null;
  }

  /** Reads as people do; no row that was there is ever missing. */
  private static Long poll(LayerStage stage, AtomicBoolean over, long least) {
    return stage.owner.withHandle(
        handle -> {
          long longest = 0;
          long seen = least;
          while (!over.get()) {
            long began = System.nanoTime();
            long rows =
                handle
                    .createQuery("SELECT sum(n) FROM scout.gold_own_days")
                    .mapTo(long.class)
                    .one();
            handle
                .createQuery(
                    "SELECT count(*) FROM scout.silver_edge_transactions"
                        + " WHERE store_id = 'S1' AND transaction_date = '2025-02-02'")
                .mapTo(long.class)
                .one();
            longest = Math.max(longest, System.nanoTime() - began);
            assertThat(rows).isGreaterThanOrEqualTo(seen);
            seen = rows;
          }
          return longest / 1_000_000;
        });
  }

  private void apply(LayerStage stage, DeclarationSteps models) throws Exception {
    ApplyRequest request = new ApplyRequest(new ModelFiles(SECOND), "ana", List.of());
    SourceSteps source =
        new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(UTC));
    source.extendSource(models.admitModels(request), "ana");
    SourceFill fill = source.fillSlice(null);
    while (!fill.full()) {
      fill = source.fillSlice(fill);
    }
    compute(models, request);
    try (Handle snapshot = stage.owner.open()) {
      snapshot.setTransactionIsolationLevel(TransactionIsolationLevel.REPEATABLE_READ);
      snapshot.begin();
      String rows =
          "SELECT string_agg(to_jsonb(d)::text, ' ' ORDER BY store_id, transaction_date)"
              + " FROM scout.gold_own_days d";
      String held = snapshot.createQuery(rows).mapTo(String.class).one();
      CompletableFuture<Boolean> done =
          CompletableFuture.supplyAsync(() -> models.declareModels(request).done());
      while (!done.isDone() && stage.value(WAITS).equals("0")) {
        Thread.onSpinWait();
      }
      assertThat(snapshot.createQuery(rows).mapTo(String.class).one()).isEqualTo(held);
      snapshot.commit();
      assertThat(done.get()).isTrue();
    }
    source.trimSource();
  }

  private static void compute(DeclarationSteps models, ApplyRequest request) {
    assertThat(models.beginBeside(request).done()).isTrue();
    BesideProgress progress = models.fillBeside();
    while (!progress.done()) {
      progress = models.fillBeside();
    }
  }

  private void check(LayerStage stage) {
    assertThat(stage.value("SELECT count(*) FROM scout.silver_edge_transactions"))
        .isEqualTo(String.valueOf(files * OF_FILE));
    for (String[] pair :
        List.of(
            new String[] {
              "SELECT store_id, transaction_date, count(*) AS n, sum(amount) AS amount,"
                  + " count(DISTINCT full_payload ->> 'till') AS tills"
                  + " FROM scout.silver_edge_transactions GROUP BY 1, 2",
              "SELECT store_id, transaction_date, n, amount, tills FROM scout.gold_own_days"
            },
            new String[] {
              "SELECT full_payload ->> 'till', store_id, transaction_date, count(*)"
                  + " FROM scout.silver_edge_transactions GROUP BY 1, 2, 3",
              "SELECT till, store_id, transaction_date, n FROM scout.gold_own_tills"
            })) {
      assertThat(
              stage.value(
                  "SELECT count(*) FROM (("
                      + pair[0]
                      + " EXCEPT ALL "
                      + pair[1]
                      + ") UNION ALL ("
                      + pair[1]
                      + " EXCEPT ALL "
                      + pair[0]
                      + ")) d"))
          .isEqualTo("0");
    }
  }
}
