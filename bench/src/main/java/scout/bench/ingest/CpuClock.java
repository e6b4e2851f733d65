package scout.bench.ingest;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The processor time of this process and its children, by program. On a busy machine it is more
 * meaningful than elapsed time.
 */
final class CpuClock {
  private final Map<String, Double> seconds = new TreeMap<>();

  /** Reads the clock now. */
  CpuClock() {
    ProcessHandle self = ProcessHandle.current();
    Stream.concat(Stream.of(self), self.descendants()).forEach(this::add);
  }

  private void add(ProcessHandle process) {
    String program =
        process.info().command().map(path -> path.substring(path.lastIndexOf('/') + 1)).orElse("?");
    Duration used = process.info().totalCpuDuration().orElse(Duration.ZERO);
    seconds.merge(program, used.toMillis() / 1e3, Double::sum);
  }

  /** The time used since an earlier reading, in words. */
  String since(CpuClock before) {
    StringBuilder words = new StringBuilder();
    double all = 0;
    for (Map.Entry<String, Double> entry : seconds.entrySet()) {
      double used = entry.getValue() - before.seconds.getOrDefault(entry.getKey(), 0.0);
      all += used;
      if (used >= 0.1) {
        words.append(String.format(Locale.ROOT, " %s %.1f", entry.getKey(), used));
      }
    }
    return String.format(Locale.ROOT, "%.1f s of processors (%s)", all, words.toString().strip());
  }
}
