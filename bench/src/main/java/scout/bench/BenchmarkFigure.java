package scout.bench;

import java.util.Locale;

/**
 * Scout's figure beside its limit.
 *
 * @param what was measured
 * @param scout Scout's figure
 * @param limit the figure of the least possible cost, measured in the same run
 * @param unit of both, such as {@code s} or {@code files/s}
 * @param bar the bar for the ratio of the two
 * @param direction the side of the bar on which the ratio should be
 */
public record BenchmarkFigure(
    String what, double scout, double limit, String unit, double bar, Side direction) {
  /** The side of the bar on which a ratio should be. */
  public enum Side {
    AT_MOST,
    AT_LEAST
  }

  public BenchmarkFigure {
    if (what.isBlank() || !(scout >= 0) || !(limit > 0) || !(bar > 0)) {
      throw new IllegalArgumentException(
          "A measure has a name and figures: " + what + " " + scout + " " + limit + " " + bar);
    }
  }

  /** A figure that should be small, such as seconds. */
  public static BenchmarkFigure atMost(
      double bar, String what, double scout, double limit, String unit) {
    return new BenchmarkFigure(what, scout, limit, unit, bar, Side.AT_MOST);
  }

  /** A figure that should be large, such as files a second. */
  public static BenchmarkFigure atLeast(
      double bar, String what, double scout, double limit, String unit) {
    return new BenchmarkFigure(what, scout, limit, unit, bar, Side.AT_LEAST);
  }

  /** Scout's figure as a multiple of the limit. */
  public double ratio() {
    return scout / limit;
  }

  /** True if the ratio is on the right side of the bar. */
  public boolean met() {
    return direction == Side.AT_MOST ? ratio() <= bar : ratio() >= bar;
  }

  /** For people: {@code load, one loader: 7.71 s beside 8.86 s = 0.87 (at most 1.25: met)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %.2f %s beside %.2f %s = %.2f (%s %.2f: %s)",
        what,
        scout,
        unit,
        limit,
        unit,
        ratio(),
        direction == Side.AT_MOST ? "at most" : "at least",
        bar,
        met() ? "met" : "MISSED");
  }
}
