package scout.bench;

import java.io.PrintWriter;
import java.util.List;

/** Something whose speed or size is measured beside the least that it could cost, in one run. */
public interface Benchmark {
  /** The word that chooses it on the command line. */
  String name();

  /** What is measured, and beside what, in a line. */
  String description();

  /**
   * Measures.
   *
   * @param size how much to do
   * @param out gets a line whenever something has been measured
   * @return what came out, in the order of the bars; never empty
   * @throws Exception if it could not be carried out, or if what Scout made is not right
   */
  List<BenchmarkFigure> run(Size size, PrintWriter out) throws Exception;

  /** How much to do. */
  enum Size {
    /** What the bars speak of. */
    FULL,
    /** Just enough to see that it works; the figures mean little. */
    QUICK
  }
}
