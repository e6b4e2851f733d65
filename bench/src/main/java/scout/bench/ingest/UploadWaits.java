package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import scout.bench.BenchmarkFigure;

/** How long uploads waited until something could be seen of them. */
final class UploadWaits {
  private UploadWaits() {}

  /**
   * Prints how long half of them, 95 of 100 and all waited at most.
   *
   * @param what e.g. {@code upload to gold}
   * @param waits at least one, in seconds, in any order
   * @param bar what 95 of 100 may take, in seconds
   * @return what 95 of 100 took, beside the bar
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
