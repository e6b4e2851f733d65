package scout.bench;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Several runs of a limit. */
public final class LimitRuns {
  private static final double TOO_LONG = 3;

  private LimitRuns() {}

  /**
   * The runs that count. A run above three times the median had another cause, such as another
   * plan, and would flatter Scout.
   *
   * @param left receives each run that doesn't count
   */
  public static <T> List<T> counted(List<T> runs, ToDoubleFunction<T> seconds, Consumer<T> left) {
    double limit = TOO_LONG * median(runs, seconds);
    runs.stream().filter(run -> seconds.applyAsDouble(run) > limit).forEach(left);
    return runs.stream().filter(run -> seconds.applyAsDouble(run) <= limit).toList();
  }

  /** The middle one; of two middle ones the smaller, so that one slow run of two is detected. */
  private static <T> double median(List<T> runs, ToDoubleFunction<T> seconds) {
    return runs.stream()
        .mapToDouble(seconds)
        .sorted()
        .skip((runs.size() - 1) / 2)
        .findFirst()
        .orElseThrow();
  }
}
