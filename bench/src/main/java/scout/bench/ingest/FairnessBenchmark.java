package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import scout.bench.Benchmark.Size;
import scout.bench.BenchmarkFigure;
import scout.bench.BenchmarkServers;
import scout.bench.StackBenchmark;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;
import scout.storage.UploadStore;

/** How long live uploads wait to be loaded while a sweep processes a backlog. */
public final class FairnessBenchmark implements StackBenchmark {
  private static final double BAR_SECONDS = 5;
  private static final int UPLOADERS = 8;
  private static final int RECORDS = 10;
  private static final long EVERY_MILLIS = 500;
  private static final long LONGEST_MINUTES = 60;
  private static final String BACKLOG = "till-98/backlog";
  private static final String LIVE = "till-99/live";
  private static final String BACKLOG_LEFT =
      "SELECT :files - count(*) FROM scout.files WHERE status = 'archived' AND device_id ="
          + " 'till-98'";
  private static final String LOADED_LIVE =
      "SELECT object_key FROM scout.files WHERE loaded_at IS NOT NULL AND device_id = 'till-99'";

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public String description() {
    return "from upload to loaded while a sweep works on 50,000 small files, 95 of 100, beside 5"
        + " seconds";
  }

  @Override
  public List<BenchmarkFigure> run(BenchmarkServers bench, Size size, PrintWriter out)
      throws Exception {
    int files = size == Size.FULL ? 50_000 : 100;
    Map<String, Double> waits = new ConcurrentHashMap<>();
    try (ObjectStore store = bench.store(UPLOADERS);
        UploadStore device = new UploadStore(StorageSettings.device(bench.settings()))) {
      new SmallFiles(files, RECORDS).upload(store, bench.area().prefix() + BACKLOG);
      bench.openEvents();
      long began = System.nanoTime();
      ClientCommandRun.run(bench.environment(), "sweep");
      liveMeanwhile(bench, device, files, waits);
      out.printf(
          Locale.ROOT,
          "  a backlog of %d files took %.1f s%n",
          files,
          (System.nanoTime() - began) / 1e9);
    }
    return List.of(
        UploadWaits.tell(
            "upload to loaded in a backlog", List.copyOf(waits.values()), BAR_SECONDS, out));
  }

  private static void liveMeanwhile(
      BenchmarkServers bench, UploadStore device, int files, Map<String, Double> waits)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
    LiveTill till = new LiveTill(device, bench.area().prefix() + LIVE, EVERY_MILLIS);
    try {
      while (backlogLeft(bench, files) > 0 && System.nanoTime() - end < 0) {
        look(bench, till.begun(), waits);
      }
    } finally {
      till.stop();
    }
    while (waits.size() < till.begun().size() && System.nanoTime() - end < 0) {
      look(bench, till.begun(), waits);
    }
    if (backlogLeft(bench, files) > 0 || waits.size() < till.begun().size()) {
      throw new IllegalStateException(
          "%d files of the backlog and %d of %d live ones are left"
              .formatted(
                  backlogLeft(bench, files),
                  till.begun().size() - waits.size(),
                  till.begun().size()));
    }
  }

  private static long backlogLeft(BenchmarkServers bench, int files) {
    return bench
        .owner()
        .withHandle(
            handle ->
                handle.createQuery(BACKLOG_LEFT).bind("files", files).mapTo(Long.class).one());
  }

  /** For a second, records the waits of uploads loaded since the last call. */
  private static void look(
      BenchmarkServers bench, Map<String, Long> begun, Map<String, Double> waits)
      throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      List<String> loaded =
          bench
              .owner()
              .withHandle(handle -> handle.createQuery(LOADED_LIVE).mapTo(String.class).list());
      long now = System.nanoTime();
      for (String key : loaded) {
        waits.computeIfAbsent(key, live -> (now - begun.get(live)) / 1e9);
      }
      Thread.sleep(50);
    }
  }
}
