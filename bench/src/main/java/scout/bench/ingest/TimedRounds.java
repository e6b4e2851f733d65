package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import scout.bench.LimitRuns;

/**
 * Times tasks in turn over several rounds, so that other load on the machine affects all alike. The
 * first round, 0, warms up and does not count.
 */
final class TimedRounds {
  private final PrintWriter out;
  private final Map<String, List<Double>> seconds = new HashMap<>();

  /**
   * @param out receives a line per task
   */
  TimedRounds(PrintWriter out) {
    this.out = out;
  }

  /** Runs the task, and records its time and the processor time of this process and its servers. */
  void time(int round, String what, Callable<?> work) throws Exception {
    CpuClock before = new CpuClock();
    long began = System.nanoTime();
    work.call();
    double took = (System.nanoTime() - began) / 1e9;
    if (round > 0) {
      seconds.computeIfAbsent(what, name -> new ArrayList<>()).add(took);
    }
    out.printf(
        Locale.ROOT,
        "  %s %-14s %7.2f s, %s%n",
        round == 0 ? "warming up" : "round " + round,
        what,
        took,
        new CpuClock().since(before));
    out.flush();
  }

  /** The median of the rounds, in seconds. */
  double median(String what) {
    return median(seconds.get(what));
  }

  /** The same for a limit, without rounds so slow that they would flatter Scout. */
  double limit(String what) {
    return median(
        LimitRuns.counted(
            seconds.get(what),
            run -> run,
            run ->
                out.printf(
                    Locale.ROOT,
                    "  not counted: %s %.2f s, more than three times its median%n",
                    what,
                    run)));
  }

  private static double median(List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
