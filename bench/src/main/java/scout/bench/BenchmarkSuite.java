package scout.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import scout.bench.Benchmark.Size;

/**
 * Runs benchmarks one after the other: full ones each on their own servers, quick ones on one
 * stack, since its start would take most of their time.
 */
final class BenchmarkSuite implements AutoCloseable {
  private final Size size;
  private final PrintWriter out;
  private BenchmarkServers shared;

  BenchmarkSuite(Size size, PrintWriter out) {
    this.size = size;
    this.out = out;
  }

  /** Returns the figures, in order. */
  List<BenchmarkFigure> run(List<Benchmark> benchmarks) throws Exception {
    List<BenchmarkFigure> measures = new ArrayList<>();
    for (Benchmark benchmark : benchmarks) {
      out.println(benchmark.name() + ": " + benchmark.description());
      out.flush();
      measures.addAll(
          size == Size.QUICK && benchmark instanceof StackBenchmark onStack
              ? onStack.run(shared(), size, out)
              : benchmark.run(size, out));
    }
    return measures;
  }

  private BenchmarkServers shared() throws Exception {
    if (shared == null) {
      shared = BenchmarkServers.everything(size);
    }
    return shared;
  }

  @Override
  public void close() {
    if (shared != null) {
      shared.close();
    }
  }
}
