package scout.bench.layers;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import scout.bench.Measure;
import scout.bench.Runs;

/**
 * What one run took.
 *
 * @param seconds that passed
 * @param processor seconds that PostgreSQL used of a processor
 */
record Cost(double seconds, double processor) {
  /** Runs it and takes both times. */
  static Cost of(BenchDatabase database, Runnable work) {
    PostgresClock clock = new PostgresClock(database.owner());
    double before = clock.seconds();
    long begin = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Cost(seconds, clock.seconds() - before);
  }

  /** The medians of several runs. */
  static Cost median(List<Cost> runs) {
    return new Cost(median(runs, Cost::seconds), median(runs, Cost::processor));
  }

  /** The same of a limit, without runs that took so long that they would flatter Scout. */
  static Cost limit(List<Cost> runs, PrintWriter out) {
    return median(
        Runs.counted(
            runs,
            Cost::seconds,
            run ->
                out.printf(
                    "  not counted: a limit of %s, more than three times its median%n", run)));
  }

  private static double median(List<Cost> runs, ToDoubleFunction<Cost> time) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(time))
        .skip(runs.size() / 2)
        .mapToDouble(time)
        .findFirst()
        .orElseThrow();
  }

  /**
   * One beside the other, by both times; by the first alone where Linux does not tell the other.
   */
  static List<Measure> compare(String what, double bar, Cost scout, Cost limit) {
    Measure passed = Measure.atMost(bar, what, scout.seconds, limit.seconds, "s");
    return limit.processor == 0
        ? List.of(passed)
        : List.of(
            passed,
            Measure.atMost(
                bar, what + ", PostgreSQL's processor", scout.processor, limit.processor, "s"));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f s, %.3f s of a processor", seconds, processor);
  }
}
