package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.List;
import scout.bench.Benchmark.Size;
import scout.bench.BenchmarkFigure;
import scout.bench.BenchmarkServers;
import scout.bench.StackBenchmark;
import scout.bench.ingest.bare.BareLoop;
import scout.bench.ingest.bare.BareTables;
import scout.settings.DatabaseSettings;
import scout.storage.ObjectStore;

/**
 * A backlog of small files through the whole stack (sweep, bulk lane, Temporal, layers), beside a
 * bare loop over as many files and connections.
 */
public final class BacklogBenchmark implements StackBenchmark {
  private static final int CONNECTIONS = 8;
  private static final String ROWS = "SELECT count(*) FROM scout.bronze_edge_raw";
  private static final String DONE = "SELECT count(*) FROM scout.files WHERE status = 'archived'";

  @Override
  public String name() {
    return "backlog";
  }

  @Override
  public String description() {
    return "2,000 files of 50 records through the bulk lane, beside a bare loop of GET, COPY, copy"
        + " and delete";
  }

  @Override
  public List<BenchmarkFigure> run(BenchmarkServers bench, Size size, PrintWriter out)
      throws Exception {
    // A backlog is more than 500 files.
    SmallFiles small = size == Size.FULL ? new SmallFiles(2_000, 50) : new SmallFiles(50, 2);
    try (ObjectStore store = bench.store(CONNECTIONS)) {
      BareTables tables = new BareTables(DatabaseSettings.owner(bench.settings()));
      BareLoop loop = new BareLoop(tables, store, CONNECTIONS);
      TimedRounds rounds = new TimedRounds(out);
      int first = size == Size.FULL ? 0 : 1;
      int last = size == Size.FULL ? 5 : 1;
      for (int round = first; round <= last; round++) {
        List<String> loose = small.upload(store, "bare/backlog-" + round);
        tables.prepare();
        rounds.time(round, "bare loop", () -> bare(loop, loose));
        bench.await("SELECT count(*) FROM bare_bronze", (long) small.files() * small.records());
        String till = "till-%02d/backlog".formatted(round);
        long done = bench.count(DONE) + small.files();
        long rows = bench.count(ROWS) + (long) small.files() * small.records();
        small.upload(store, bench.area().prefix() + till);
        bench.owner().useHandle(handle -> handle.execute("CHECKPOINT"));
        rounds.time(round, "backlog", () -> sweep(bench, done));
        bench.await(ROWS, rows);
        ClientCommandRun.run(bench.environment(), "refresh", "--wait");
      }
      return List.of(
          BenchmarkFigure.atMost(
              1.5, "backlog", rounds.median("backlog"), rounds.limit("bare loop"), "s"));
    }
  }

  private static Void bare(BareLoop loop, List<String> keys) throws Exception {
    loop.run(keys);
    return null;
  }

  private static Void sweep(BenchmarkServers bench, long files) throws InterruptedException {
    ClientCommandRun.run(bench.environment(), "sweep");
    bench.await(DONE, files);
    return null;
  }
}
