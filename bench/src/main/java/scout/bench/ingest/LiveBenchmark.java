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
 * Small files with storage events, each through its journey, beside the barest workflow of the same
 * shape with the same calls.
 */
public final class LiveBenchmark implements StackBenchmark {
  private static final int ANNOUNCERS = 8;
  private static final int SLOTS = 16;
  private static final String ROWS = "SELECT count(*) FROM scout.bronze_edge_raw";
  private static final String DONE = "SELECT count(*) FROM scout.files WHERE status = 'archived'";

  @Override
  public String name() {
    return "live";
  }

  @Override
  public String description() {
    return "small files by storage events, each its journey, beside the barest workflow that makes"
        + " the same calls to S3 and SQL";
  }

  @Override
  public List<BenchmarkFigure> run(BenchmarkServers bench, Size size, PrintWriter out)
      throws Exception {
    SmallFiles small = size == Size.FULL ? new SmallFiles(500, 20) : new SmallFiles(10, 2);
    try (ObjectStore store = bench.store(SLOTS)) {
      DatabaseSettings owner = DatabaseSettings.owner(bench.settings());
      BareTables tables = new BareTables(owner);
      EventSender webhook = new EventSender(bench.settings());
      TimedRounds rounds = new TimedRounds(out);
      int first = size == Size.FULL ? 0 : 1;
      int last = size == Size.FULL ? 5 : 1;
      try (BareWorker bare = new BareWorker(TemporalSettings.of(bench.settings()), owner, store)) {
        for (int round = first; round <= last; round++) {
          List<String> loose = small.upload(store, "bare/live-" + round);
          tables.prepare();
          rounds.time(round, "bare workflow", () -> BareJourneys.run(bench, bare, loose));
          long done = bench.count(DONE) + small.files();
          long rows = bench.count(ROWS) + (long) small.files() * small.records();
          List<String> keys =
              small.upload(store, bench.area().prefix() + "till-%02d/live".formatted(round));
          bench.owner().useHandle(handle -> handle.execute("CHECKPOINT"));
          rounds.time(round, "journeys", () -> journeys(bench, webhook, keys, done));
          ClientCommandRun.run(bench.environment(), "refresh", "--wait");
          bench.await(ROWS, rows);
        }
      }
      return List.of(
          BenchmarkFigure.atLeast(
              0.8,
              "live files",
              small.files() / rounds.median("journeys"),
              small.files() / rounds.limit("bare workflow"),
              "files/s"));
    }
  }

  private static Void journeys(
      BenchmarkServers bench, EventSender webhook, List<String> keys, long done) throws Exception {
    BoundedThreads.each(ANNOUNCERS, keys, webhook::created);
    bench.await(DONE, done);
    return null;
  }
}
