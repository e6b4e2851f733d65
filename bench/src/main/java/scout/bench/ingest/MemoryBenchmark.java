package scout.bench.ingest;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import scout.bench.Benchmark;
import scout.bench.Benchmark.Size;
import scout.bench.BenchmarkFigure;
import scout.bench.BenchmarkServers;
import scout.storage.ObjectStore;

/**
 * Loads one large file of each format in its own process with 256 MiB of heap, and reports the peak
 * heap, including up to 4 MiB of garbage.
 */
public final class MemoryBenchmark implements Benchmark {
  private static final int HEAP_MIB = 256;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String description() {
    return "the heap of a process that loads 1 GiB in one file, for each format, beside 256 MiB";
  }

  @Override
  public List<BenchmarkFigure> run(Size size, PrintWriter out) throws Exception {
    long bytes = size == Size.FULL ? 1L << 30 : 2L << 20;
    List<BenchmarkFigure> measures = new ArrayList<>();
    Path local = Files.createTempFile("scout-large", "");
    try (BenchmarkServers bench = BenchmarkServers.stores();
        ObjectStore store = bench.store(1)) {
      for (LargeFile large : size == Size.FULL ? LargeFile.values() : quick()) {
        long records = large.write(local, bytes);
        String key = bench.area().prefix() + "till-01/" + large.fileName();
        try (InputStream in = Files.newInputStream(local)) {
          store.writer().put(key, in, Files.size(local));
        }
        MemoryProbe.Report report = MemoryProbe.load(bench.environment(), key, HEAP_MIB);
        check(bench, large, records);
        out.printf(
            Locale.ROOT,
            "  %-20s %d records, %.1f s: %.1f MiB of heap at most%n",
            large.fileName(),
            records,
            report.seconds(),
            report.peakMib());
        out.flush();
        measures.add(
            BenchmarkFigure.atMost(
                1, "heap, " + large.fileName(), report.peakMib(), HEAP_MIB, "MiB"));
        empty(bench, store, key);
      }
    } finally {
      Files.delete(local);
    }
    return measures;
  }

  private static LargeFile[] quick() {
    return new LargeFile[] {
      LargeFile.JSON_LINES_ZSTD, LargeFile.CSV_UTF16, LargeFile.GLUED_OBJECTS, LargeFile.OPEN_QUOTE
    };
  }

  private static void check(BenchmarkServers bench, LargeFile large, long records)
      throws InterruptedException {
    bench.await("SELECT count(*) FROM scout.bronze_edge_raw", large.loads() ? records : 0);
    String status = large.loads() ? "loaded" : "quarantined";
    bench.await("SELECT records_read FROM scout.files WHERE status = '" + status + "'", records);
  }

  private static void empty(BenchmarkServers bench, ObjectStore store, String key) {
    store.writer().delete(key, null);
    bench
        .owner()
        .useHandle(
            handle ->
                handle.execute(
                    "TRUNCATE scout.bronze_records, scout.files, scout.payload_keys,"
                        + " scout.rejected_records"));
  }
}
