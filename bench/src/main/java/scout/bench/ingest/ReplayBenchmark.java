package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.List;
import scout.bench.Benchmark.Size;
import scout.bench.BenchmarkFigure;
import scout.bench.BenchmarkServers;
import scout.bench.StackBenchmark;
import scout.bench.ingest.bare.BareTables;
import scout.bench.ingest.bare.BareWorker;
import scout.settings.DatabaseSettings;
import scout.settings.TemporalSettings;
import scout.storage.ObjectStore;

/**
 * One command reprocesses all files of a device: each journey replaces its file's rows up to
 * platinum. The limit is the barest workflow that loads and archives a file.
 */
public final class ReplayBenchmark implements StackBenchmark {
  private static final int SLOTS = 16;
  private static final String DEVICE = "till-again";
  private static final String OF_DEVICE = " FROM scout.files WHERE device_id = '" + DEVICE + "'";
  private static final String DONE = "SELECT count(*)" + OF_DEVICE + " AND status = 'archived'";
  private static final String REPLAYED = DONE + " AND silver_generation = 2";

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String description() {
    return "10,000 archived files read again by one command, each its journey, beside the barest"
        + " workflow that loads a file";
  }

  @Override
  public List<BenchmarkFigure> run(BenchmarkServers bench, Size size, PrintWriter out)
      throws Exception {
    SmallFiles small = size == Size.FULL ? new SmallFiles(10_000, 5) : new SmallFiles(10, 2);
    SmallFiles fewer = size == Size.FULL ? new SmallFiles(2_000, 5) : small;
    try (ObjectStore store = bench.store(SLOTS)) {
      TimedRounds rounds = new TimedRounds(out);
      List<String> loose = fewer.upload(store, "bare/replay");
      DatabaseSettings owner = DatabaseSettings.owner(bench.settings());
      new BareTables(owner).prepare();
      try (BareWorker bare = new BareWorker(TemporalSettings.of(bench.settings()), owner, store)) {
        rounds.time(1, "bare workflow", () -> BareJourneys.run(bench, bare, loose));
      }
      small.upload(store, bench.area().prefix() + DEVICE);
      rounds.time(1, "first load", () -> load(bench, small.files()));
      String before = transactions(bench);
      rounds.time(1, "replay", () -> replay(bench, small.files()));
      rounds.time(1, "layers", () -> refresh(bench));
      bench.await(REPLAYED, small.files());
      bench.await("SELECT sum(records_current)" + OF_DEVICE, expected(bench));
      if (!transactions(bench).equals(before)) {
        throw new IllegalStateException("The replay left other transactions than the first load");
      }
      return List.of(
          BenchmarkFigure.atLeast(
              0.8,
              "replayed files",
              small.files() / rounds.median("replay"),
              fewer.files() / rounds.limit("bare workflow"),
              "files/s"));
    }
  }

  private static Void load(BenchmarkServers bench, int files) throws InterruptedException {
    ClientCommandRun.run(bench.environment(), "sweep", "--wait");
    bench.await(DONE, files);
    return refresh(bench);
  }

  private static Void replay(BenchmarkServers bench, int files) throws InterruptedException {
    ClientCommandRun.run(bench.environment(), "reprocess", "--device", DEVICE, "--yes");
    bench.await(DONE + " AND generation = 2", files);
    return null;
  }

  private static Void refresh(BenchmarkServers bench) {
    ClientCommandRun.run(bench.environment(), "refresh", "--wait");
    return null;
  }

  private static long expected(BenchmarkServers bench) {
    return bench.count(
        "SELECT count(*) FROM scout.silver_edge_transactions WHERE file_id IN (SELECT file_id"
            + OF_DEVICE
            + ")");
  }

  /**
   * The number and a digest of the transactions, which reprocessing unchanged files must not
   * change.
   */
  private static String transactions(BenchmarkServers bench) {
    return bench
        .owner()
        .withHandle(
            handle ->
                handle
                    .select(
                        """
                        SELECT count(*) || ' ' || sum(hashtextextended(
                                 concat_ws('|', transaction_id, store_id, amount, file_id), 0))
                          FROM scout.silver_edge_transactions
                        """)
                    .mapTo(String.class)
                    .one());
  }
}
