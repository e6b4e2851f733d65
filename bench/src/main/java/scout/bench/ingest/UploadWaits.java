package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import scout.bench.BenchmarkFigure;

/** How long uploads waited until they were visible. */
final class UploadWaits {
  private UploadWaits() {}

  /**
   * Prints the median, the 95th percentile and the maximum of the waits.
   *
   * @param what e.g. {@code upload to gold}
   * @param waits at least one, in seconds, in any order
   * @param bar the limit of the 95th percentile, in seconds
   * @return the 95th percentile, beside the bar
   */
  static BenchmarkFigure tell(String what, List<Double> waits, double bar, PrintWriter out) {
    List<Double> sorted = waits.stream().sorted().toList();
    double most = sorted.get((sorted.size() * 95 + 99) / 100 - 1);
    out.printf(
        Locale.ROOT,
        "  %d files: half within %.2f s, 95 of 100 within %.2f s, all within %.2f s%n",
        sorted.size(),
        sorted.get(sorted.size() / 2),
        most,
        sorted.get(sorted.size() - 1));
    return BenchmarkFigure.atMost(1, what + ", 95 of 100", most, bar, "s");
  }
}
