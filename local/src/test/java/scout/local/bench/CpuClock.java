package scout.local.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The processor time of all processes of this machine, by program. */
final class CpuClock {
  private final Map<String, Double> seconds = new TreeMap<>();

  /** Reads it now. */
  CpuClock() {
    ProcessHandle.allProcesses().forEach(this::add);
  }

  private void add(ProcessHandle process) {
    String program =
        process.info().command().map(path -> path.substring(path.lastIndexOf('/') + 1)).orElse("?");
    Optional<Duration> used = process.info().totalCpuDuration();
    seconds.merge(program, used.map(time -> time.toMillis() / 1e3).orElse(0.0), Double::sum);
  }

  /** What was used since an earlier reading, as words. */
  String since(CpuClock before) {
    StringBuilder words = new StringBuilder();
    double all = 0;
    for (Map.Entry<String, Double> entry : seconds.entrySet()) {
      double used = entry.getValue() - before.seconds.getOrDefault(entry.getKey(), 0.0);
      all += used;
      if (used >= 0.1) {
        words.append(" %s %.1f".formatted(entry.getKey(), used));
      }
    }
    return "%.1f s of processors (%s)".formatted(all, words.toString().strip());
  }
}
