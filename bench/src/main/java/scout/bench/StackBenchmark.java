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
  List<BenchmarkFigure> run(BenchmarkServers bench, Size size, PrintWriter out) throws Exception;

  /** Measures on servers of its own. */
  @Override
  default List<BenchmarkFigure> run(Size size, PrintWriter out) throws Exception {
    try (BenchmarkServers bench = BenchmarkServers.everything(size)) {
      out.println("  on " + bench.temporal());
      return run(bench, size, out);
    }
  }
}
