package scout.bench;

import java.io.PrintWriter;
import java.util.List;

/** A benchmark that needs the whole stack. */
public interface StackBenchmark extends Benchmark {
  /**
   * Measures on servers that others may have used before.
   *
   * @see Benchmark#run
   */
  List<Measure> run(Workbench bench, Size size, PrintWriter out) throws Exception;

  /** Measures on servers of its own. */
  @Override
  default List<Measure> run(Size size, PrintWriter out) throws Exception {
    try (Workbench bench = Workbench.everything(size)) {
      out.println("  on " + bench.temporal());
      return run(bench, size, out);
    }
  }
}
