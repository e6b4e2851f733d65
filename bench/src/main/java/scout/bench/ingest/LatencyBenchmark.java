package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import scout.bench.Benchmark.Size;
import scout.bench.BenchmarkFigure;
import scout.bench.BenchmarkServers;
import scout.bench.StackBenchmark;
import scout.settings.StorageSettings;
import scout.storage.UploadStore;

/** The time from the start of an upload until gold shows it, at a steady rate. */
public final class LatencyBenchmark implements StackBenchmark {
  private static final List<Rate> RATES = List.of(new Rate(5, 60, 1), new Rate(50, 20, 3));
  private static final int RECORDS = 20;
  private static final int DAYS = 28;

  /** Only this benchmark uses stores from here on. */
  private static final int STORES = 900;

  private static final int WARM_UP_SECONDS = 10;
  private static final int TILLS = 8;

  /**
   * How many files a second are uploaded.
   *
   * @param files a second
   * @param seconds how long
   * @param barSeconds in which 95 of 100 are in gold
   */
  private record Rate(int files, int seconds, double barSeconds) {}

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String description() {
    return "from upload to visible in gold, 95 of 100, at 5 files a second beside 1 second, at 50"
        + " beside 3";
  }

  @Override
  public List<BenchmarkFigure> run(BenchmarkServers bench, Size size, PrintWriter out)
      throws Exception {
    try (UploadStore device = new UploadStore(StorageSettings.device(bench.settings()))) {
      bench.openEvents();
      List<BenchmarkFigure> figures = new ArrayList<>();
      int from = 0;
      for (Rate rate : RATES) {
        int warmUp = size == Size.FULL ? rate.files() * WARM_UP_SECONDS : 0;
        int files = size == Size.FULL ? warmUp + rate.files() * rate.seconds() : 5;
        List<Double> seconds = upload(bench, device, rate, from, files);
        figures.add(
            UploadWaits.tell(
                "upload to gold at " + rate.files() + "/s",
                seconds.subList(warmUp, files),
                rate.barSeconds(),
                out));
        from += files;
      }
      return figures;
    }
  }

  /** Uploads files from a number on; returns how long each took, in their order. */
  private static List<Double> upload(
      BenchmarkServers bench, UploadStore device, Rate rate, int from, int files)
      throws InterruptedException, ExecutionException {
    Map<String, Long> uploads = new ConcurrentHashMap<>();
    ScheduledExecutorService tills = Executors.newScheduledThreadPool(TILLS);
    Map<String, Double> seconds = new HashMap<>();
    try {
      Deque<Future<Void>> running = new ArrayDeque<>();
      for (int file = 0; file < files; file++) {
        int number = from + file;
        running.add(
            tills.schedule(
                () -> upload(bench, device, uploads, number),
                file * 1_000L / rate.files(),
                TimeUnit.MILLISECONDS));
      }
      watch(bench, uploads, seconds, running);
    } finally {
      tills.shutdownNow();
    }
    return seconds.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Uploads files with distinct store-days, so that gold shows when each has arrived. */
  private static Void upload(
      BenchmarkServers bench, UploadStore device, Map<String, Long> uploads, int file)
      throws Exception {
    int store = STORES + file / DAYS;
    int day = 1 + file % DAYS;
    byte[] bytes = new SampleSales().file("sale-" + file, store, day, RECORDS);
    uploads.put(store(store) + " 2025-03-%02d".formatted(day), System.nanoTime());
    String key = bench.area().prefix() + "till-%02d/%05d.jsonl".formatted(store, file);
    LiveTill.put(device, key, bytes, RECORDS);
    return null;
  }

  private static String store(int number) {
    return "store-%03d".formatted(number);
  }

  private static void watch(
      BenchmarkServers bench,
      Map<String, Long> uploads,
      Map<String, Double> seconds,
      Deque<Future<Void>> running)
      throws InterruptedException, ExecutionException {
    int files = running.size();
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
    while (seconds.size() < files && System.nanoTime() - end < 0) {
      List<String> visible =
          bench
              .owner()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              "SELECT store_id || ' ' || transaction_date"
                                  + " FROM scout.gold_store_daily_summary"
                                  + " WHERE transaction_count = :records"
                                  + " AND store_id >= :stores")
                          .bind("records", RECORDS)
                          .bind("stores", store(STORES))
                          .mapTo(String.class)
                          .list());
      long now = System.nanoTime();
      for (String one : visible) {
        Long began = uploads.get(one); // null: of a rate before
        if (began != null) {
          seconds.putIfAbsent(one, (now - began) / 1e9);
        }
      }
      while (!running.isEmpty() && running.peek().isDone()) {
        running.remove().get(); // a failed upload ends it
      }
      Thread.sleep(20);
    }
    if (seconds.size() < files) {
      throw new IllegalStateException("Gold tells of " + seconds.size() + " files of " + files);
    }
  }
}
