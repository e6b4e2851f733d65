package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scout.bench.BenchmarkFigure;
import scout.bench.BenchmarkServers;
import scout.bench.ingest.bare.BareLoop;
import scout.bench.ingest.bare.BareTables;
import scout.bench.layers.BareGold;
import scout.settings.DatabaseSettings;
import scout.storage.ObjectStore;

/**
 * Those who bring files from the bucket to gold and platinum, in turn: a bare loop that copies the
 * files and then one plain statement a layer, Scout, and, where they are installed, dlt and dbt.
 */
final class GoldSides {
  private static final int CONNECTIONS = 8;

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

  private final BenchmarkServers bench;
  private final ObjectStore store;
  private final PrintWriter out;
  private final Optional<PeerPipeline> peers;
  private final BareTables tables;
  private final BareLoop loop;
  private long sales;

  /**
   * @param store the bucket, with {@link #CONNECTIONS}
   */
  private GoldSides(BenchmarkServers bench, ObjectStore store, PrintWriter out) {
    this.bench = bench;
    this.store = store;
    this.out = out;
    this.peers = PeerPipeline.find(bench);
    this.tables = new BareTables(DatabaseSettings.owner(bench.settings()));
    this.loop = new BareLoop(tables, store, CONNECTIONS);
    if (peers.isEmpty()) {
      out.println("  without dlt and dbt, which bench/peers/install would bring");
    }
  }

  /** What is measured on them. */
  @FunctionalInterface
  interface Measurement {
    /** Returns the figures. */
    List<BenchmarkFigure> take(GoldSides sides) throws Exception;
  }

  /** Measures on the servers. */
  static List<BenchmarkFigure> measure(
      BenchmarkServers bench, PrintWriter out, Measurement measurement) throws Exception {
    try (ObjectStore store = bench.store(CONNECTIONS)) {
      return measurement.take(new GoldSides(bench, store, out));
    }
  }

  /** Empties everybody's tables. */
  void empty() throws Exception {
    tables.prepare();
    bench.owner().useHandle(BareGold::prepare);
    bench.owner().useHandle(handle -> handle.execute(EMPTY));
    peers.ifPresent(PeerPipeline::prepare);
    sales = 0;
  }

  /**
   * Lets each bring new files to gold, beside what it has.
   *
   * @param set tells these files from others
   */
  void run(TimedRounds rounds, int round, SpreadFiles files, String set) throws Exception {
    sales += files.sales();
    String folder = "gold-" + set;
    List<String> loose = files.upload(store, "bare/" + folder, set);
    checkpoint();
    rounds.time(round, "bare", () -> bare(loose));
    bench.await(BARE_GOLD, sales);
    files.upload(store, bench.area().prefix() + "till/" + folder, set);
    checkpoint();
    GoldTimeline timeline = GoldTimeline.begin(bench);
    rounds.time(round, "scout", this::sweep);
    timeline.print(out);
    ClientCommandRun.run(bench.environment(), "refresh", "--wait");
    bench.await(GOLD, sales);
    if (peers.isPresent()) {
      files.upload(store, "peer/" + folder, set);
      checkpoint();
      rounds.time(round, "dlt and dbt", () -> run(peers.get(), "peer/" + folder));
    }
  }

  private void checkpoint() {
    bench.owner().useHandle(handle -> handle.execute("CHECKPOINT"));
  }

  private Void bare(List<String> keys) throws Exception {
    loop.run(keys);
    bench.owner().useTransaction(BareGold::run);
    return null;
  }

  private Void sweep() throws InterruptedException {
    ClientCommandRun.run(bench.environment(), "sweep");
    bench.await(GOLD, sales);
    return null;
  }

  private Void run(PeerPipeline pipeline, String folder) throws Exception {
    pipeline.run(folder);
    if (pipeline.sales() != sales) {
      throw new IllegalStateException("dlt and dbt lost sales: " + pipeline.sales());
    }
    return null;
  }

  /**
   * The figures of rounds.
   *
   * @param what stands before the files, e.g. {@code to gold}
   */
  List<BenchmarkFigure> figures(TimedRounds rounds, String what, SpreadFiles files) {
    List<BenchmarkFigure> figures = new ArrayList<>();
    double scout = rounds.median("scout");
    figures.add(BenchmarkFigure.atMost(1.3, what + ", " + files, scout, rounds.limit("bare"), "s"));
    if (peers.isPresent()) {
      double bar = files.records() < MANY ? 0.5 : 0.7;
      figures.add(
          BenchmarkFigure.atMost(
              bar, what + " by dlt and dbt, " + files, scout, rounds.limit("dlt and dbt"), "s"));
    }
    return figures;
  }
}
