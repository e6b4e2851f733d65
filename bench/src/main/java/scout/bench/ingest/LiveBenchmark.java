package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.ArrayList;
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
import scout.storage.StoredObject;

/**
 * Small files with storage events, beside the barest workflow of the same shape with the same
 * calls, a rate, and a size of the histories.
 */
public final class LiveBenchmark implements StackBenchmark {
  private static final int ANNOUNCERS = 8;
  private static final int SLOTS = 16;
  private static final double FILES_A_SECOND = 150;
  private static final double HISTORY_BYTES_A_FILE = 1_024;
  private static final String LANE = "live lane";
  private static final String ROWS = "SELECT count(*) FROM scout.bronze_edge_raw";
  private static final String DONE = "SELECT count(*) FROM scout.files WHERE status = 'archived'";

  @Override
  public String name() {
    return "live";
  }

  @Override
  public String description() {
    return "small files by storage events beside the barest workflow that makes the same calls to S3"
        + " and SQL, a workflow a file; and the size of their histories";
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
      List<Double> histories = new ArrayList<>();
      try (BareWorker bare = new BareWorker(TemporalSettings.of(bench.settings()), owner, store)) {
        for (int round = first; round <= last; round++) {
          List<String> loose = small.upload(store, "bare/live-" + round);
          tables.prepare();
          rounds.time(round, "bare workflow", () -> BareJourneys.run(bench, bare, loose));
          long done = bench.count(DONE) + small.files();
          long rows = bench.count(ROWS) + (long) small.files() * small.records();
          String folder = bench.area().prefix() + "till-%02d/live".formatted(round);
          List<StoredObject> objects = new ArrayList<>();
          for (String key : small.upload(store, folder)) {
            objects.add(store.stat(key).orElseThrow());
          }
          bench.owner().useHandle(handle -> handle.execute("CHECKPOINT"));
          rounds.time(round, LANE, () -> journeys(bench, webhook, objects, done));
          LiveHistories lane = LiveHistories.of(bench, folder);
          out.println("    " + lane);
          histories.add(lane.bytesAFile());
          ClientCommandRun.run(bench.environment(), "refresh", "--wait");
          bench.await(ROWS, rows);
        }
      }
      return List.of(
          BenchmarkFigure.atLeast(
              0.8,
              "live files",
              small.files() / rounds.median(LANE),
              small.files() / rounds.limit("bare workflow"),
              "files/s"),
          BenchmarkFigure.atLeast(
              1,
              "live files beside the rate they must have",
              small.files() / rounds.median(LANE),
              FILES_A_SECOND,
              "files/s"),
          BenchmarkFigure.atMost(
              1,
              "histories of a live file",
              histories.stream().sorted().toList().get(histories.size() / 2),
              HISTORY_BYTES_A_FILE,
              "bytes"));
    }
  }

  private static Void journeys(
      BenchmarkServers bench, EventSender webhook, List<StoredObject> objects, long done)
      throws Exception {
    BoundedThreads.each(ANNOUNCERS, objects, webhook::created);
    bench.await(DONE, done);
    return null;
  }
}
