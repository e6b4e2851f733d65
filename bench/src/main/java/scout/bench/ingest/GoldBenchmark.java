package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scout.bench.Benchmark;
import scout.bench.BenchmarkFigure;
import scout.bench.BenchmarkServers;
import scout.bench.StackBenchmark;
import scout.bench.ingest.bare.BareLoop;
import scout.bench.ingest.bare.BareTables;
import scout.bench.layers.BareGold;
import scout.settings.DatabaseSettings;
import scout.storage.ObjectStore;

/**
 * From files that lie in the bucket until all their sales are in gold and platinum, into empty
 * tables. The limit is a bare loop that copies the files, and then one plain statement a layer.
 * Where dlt and dbt are installed, they do the same in turn.
 */
public final class GoldBenchmark implements StackBenchmark {
  private static final int CONNECTIONS = 8;
  private static final int ROUNDS = 3;

  /** From so many records a file on, the work is that of the rows. */
  private static final int MANY = 1_000;

  /** Sales in gold, once nothing is left to do. */
  private static final String GOLD =
      """
      SELECT coalesce(sum(transaction_count), 0)::bigint FROM scout.gold_store_daily_summary
       WHERE NOT EXISTS (SELECT FROM scout.gold_outbox)
         AND NOT EXISTS (SELECT FROM scout.platinum_outbox)
      """;

  private static final String BARE_GOLD = "SELECT sum(transaction_count)::bigint FROM bare_gold";

  private static final String EMPTY =
      """
      TRUNCATE scout.bronze_records, scout.files, scout.payload_keys, scout.rejected_records,
               scout.silver_edge_transactions, scout.silver_superseded, scout.gold_outbox,
               scout.gold_store_daily_summary, scout.platinum_outbox,
               scout.platinum_store_features
      """;

  @Override
  public String name() {
    return "gold";
  }

  @Override
  public String description() {
    return "until 2,000 files of 50 and 100 files of 10,000 records of 200 stores and 120 days are"
        + " in gold, beside COPY and one plain statement a layer";
  }

  @Override
  public List<BenchmarkFigure> run(BenchmarkServers bench, Benchmark.Size size, PrintWriter out)
      throws Exception {
    List<BenchmarkFigure> figures = new ArrayList<>();
    boolean full = size == Size.FULL;
    Optional<PeerPipeline> peers = PeerPipeline.find(bench);
    if (peers.isEmpty()) {
      out.println("  without dlt and dbt, which bench/peers/install would bring");
    }
    figures.addAll(
        shape(bench, full ? new SpreadFiles(2_000, 50) : new SpreadFiles(60, 3), full, peers, out));
    figures.addAll(
        shape(
            bench, full ? new SpreadFiles(100, 10_000) : new SpreadFiles(3, 60), full, peers, out));
    return figures;
  }

  private static List<BenchmarkFigure> shape(
      BenchmarkServers bench,
      SpreadFiles files,
      boolean full,
      Optional<PeerPipeline> peers,
      PrintWriter out)
      throws Exception {
    TimedRounds rounds = new TimedRounds(out);
    try (ObjectStore store = bench.store(CONNECTIONS)) {
      BareTables tables = new BareTables(DatabaseSettings.owner(bench.settings()));
      BareLoop loop = new BareLoop(tables, store, CONNECTIONS);
      for (int round = full ? 0 : 1; round <= (full ? ROUNDS : 1); round++) {
        List<String> loose = files.upload(store, "bare/gold-" + round + "-" + files.files());
        tables.prepare();
        bench.owner().useHandle(BareGold::prepare);
        rounds.time(round, "bare", () -> bare(bench, loop, loose));
        bench.await(BARE_GOLD, files.sales());
        files.upload(store, bench.area().prefix() + "till-%d/gold".formatted(round));
        bench.owner().useHandle(handle -> handle.execute(EMPTY));
        bench.owner().useHandle(handle -> handle.execute("CHECKPOINT"));
        GoldTimeline timeline = GoldTimeline.begin(bench);
        rounds.time(round, "scout", () -> sweep(bench, files.sales()));
        timeline.print(out);
        ClientCommandRun.run(bench.environment(), "refresh", "--wait");
        bench.await(GOLD, files.sales());
        if (peers.isPresent()) {
          String folder = "peer/gold-" + round + "-" + files.files();
          files.upload(store, folder);
          peers.get().prepare();
          rounds.time(round, "dlt and dbt", () -> run(peers.get(), folder, files.sales()));
        }
      }
    }
    List<BenchmarkFigure> figures = new ArrayList<>();
    double scout = rounds.median("scout");
    figures.add(BenchmarkFigure.atMost(1.3, "to gold, " + files, scout, rounds.limit("bare"), "s"));
    if (peers.isPresent()) {
      double bar = files.records() < MANY ? 0.5 : 0.7;
      figures.add(
          BenchmarkFigure.atMost(
              bar, "dlt and dbt, " + files, scout, rounds.limit("dlt and dbt"), "s"));
    }
    return figures;
  }

  private static Void run(PeerPipeline peers, String folder, long sales) throws Exception {
    peers.run(folder);
    if (peers.sales() != sales) {
      throw new IllegalStateException("dlt and dbt lost sales: " + peers.sales());
    }
    return null;
  }

  private static Void bare(BenchmarkServers bench, BareLoop loop, List<String> keys)
      throws Exception {
    loop.run(keys);
    bench.owner().useTransaction(BareGold::run);
    return null;
  }

  private static Void sweep(BenchmarkServers bench, long sales) throws InterruptedException {
    ClientCommandRun.run(bench.environment(), "sweep");
    bench.await(GOLD, sales);
    return null;
  }
}
