package scout.bench.layers;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import scout.bench.BenchmarkFigure;
import scout.bench.LimitRuns;

/**
 * The cost of one run.
 *
 * @param seconds elapsed
 * @param processor PostgreSQL's processor seconds
 */
record RunCost(double seconds, double processor) {
  /** Runs it and measures both times. */
  static RunCost of(BenchDatabase database, Runnable work) {
    PostgresClock clock = new PostgresClock(database.owner());
    double before = clock.seconds();
    long begin = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new RunCost(seconds, clock.seconds() - before);
  }

  /** The medians of several runs. */
  static RunCost median(List<RunCost> runs) {
    return new RunCost(median(runs, RunCost::seconds), median(runs, RunCost::processor));
  }

  /** The same for a limit, without runs so slow that they would flatter Scout. */
  static RunCost limit(List<RunCost> runs, PrintWriter out) {
    return median(
        LimitRuns.counted(
            runs,
            RunCost::seconds,
            run ->
                out.printf(
                    "  not counted: a limit of %s, more than three times its median%n", run)));
  }

  private static double median(List<RunCost> runs, ToDoubleFunction<RunCost> time) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(time))
        .skip(runs.size() / 2)
        .mapToDouble(time)
        .findFirst()
        .orElseThrow();
  }

  /** One beside the other, by both times; by the first only if Linux does not report the other. */
  static List<BenchmarkFigure> compare(String what, double bar, RunCost scout, RunCost limit) {
    BenchmarkFigure passed = BenchmarkFigure.atMost(bar, what, scout.seconds, limit.seconds, "s");
    return limit.processor == 0
        ? List.of(passed)
        : List.of(
            passed,
            BenchmarkFigure.atMost(
                bar, what + ", PostgreSQL's processor", scout.processor, limit.processor, "s"));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f s, %.3f s of a processor", seconds, processor);
  }
}
