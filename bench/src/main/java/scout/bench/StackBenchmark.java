package scout.bench;

import java.io.PrintWriter;
import java.util.List;

/** A benchmark that needs the whole stack. */
public interface StackBenchmark extends Benchmark {
  /**
   * Measures on servers that other benchmarks may have used.
   *
   * @see Benchmark#run
   */
  List<BenchmarkFigure> run(BenchmarkServers bench, Size size, PrintWriter out) throws Exception;

  /** Measures on its own servers. */
  @Override
  default List<BenchmarkFigure> run(Size size, PrintWriter out) throws Exception {
    try (BenchmarkServers bench = BenchmarkServers.everything(size)) {
      out.println("  on " + bench.temporal());
      return run(bench, size, out);
    }
  }
}
