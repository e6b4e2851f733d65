package scout.bench.ingest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import scout.settings.Settings;

/**
 * A process that loads one file and reports its heap use. The young generation is small and the
 * first collection does not wait for the classes: otherwise the peak is the garbage of the start,
 * whose size depends on when the metaspace triggers that collection, whatever the file.
 */
final class MemoryProbe {
  /**
   * The report.
   *
   * @param peakMib the peak heap in use, including up to 4 MiB of young garbage
   * @param seconds how long the load took
   */
  record Report(double peakMib, double seconds) {}

  private MemoryProbe() {}

  /**
   * Starts the process and waits for it.
   *
   * @param environment reaches the database and the bucket
   * @param heapMib its limit
   * @throws IOException if it fails, as it does when the heap is too small
   */
  static Report load(Map<String, String> environment, String key, int heapMib)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-Xmn4m",
                "-XX:MetaspaceSize=64m",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProbe.class.getName(),
                key)
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("Loading " + key + " in " + heapMib + " MiB failed: " + said);
    }
    List<String> words = List.of(said.strip().split("\\s+", -1));
    return new Report(
        Double.parseDouble(words.get(words.size() - 2)),
        Double.parseDouble(words.get(words.size() - 1)));
  }

  /** Loads the object of a key; the last two printed words are the figures. */
  public static void main(String[] arguments) {
    AtomicLong peak = new AtomicLong();
    Thread watch = new Thread(() -> watch(peak), "heap");
    watch.setDaemon(true);
    watch.start();
    long began = System.nanoTime();
    try (LoadStep loader = new LoadStep(new Settings(System.getenv()), 1)) {
      loader.load(arguments[0]);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.println(peak.get() / (double) (1 << 20) + " " + seconds);
  }

  private static void watch(AtomicLong peak) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    try {
      while (true) {
        long used = memory.getHeapMemoryUsage().getUsed();
        peak.accumulateAndGet(used, Math::max);
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
