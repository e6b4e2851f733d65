package scout.bench;

import java.io.PrintWriter;
import java.util.List;

/**
 * Measures the speed or size of something beside its limit, the least possible cost, in one run.
 */
public interface Benchmark {
  /** Its name on the command line. */
  String name();

  /** What it measures and the limit, in a line. */
  String description();

  /**
   * Measures.
   *
   * @param size how much work to do
   * @param out receives a line per measurement
   * @return the figures, in the order of the bars; never empty
   * @throws Exception if it failed, or if Scout's results are wrong
   */
  List<BenchmarkFigure> run(Size size, PrintWriter out) throws Exception;

  /** The amount of work. */
  enum Size {
    /** The size that the bars apply to. */
    FULL,
    /** Just enough to test that it works; the figures mean little. */
    QUICK
  }
}
