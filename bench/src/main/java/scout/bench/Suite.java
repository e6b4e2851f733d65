package scout.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import scout.bench.Benchmark.Size;

/**
 * Runs benchmarks one after the other: in full each on servers of its own, and the quick ones on
 * one stack, whose start would take most of their time.
 */
final class Suite implements AutoCloseable {
  private final Size size;
  private final PrintWriter out;
  private Workbench shared;

  Suite(Size size, PrintWriter out) {
    this.size = size;
    this.out = out;
  }

  /** Returns what came out, in order. */
  List<Measure> run(List<Benchmark> benchmarks) throws Exception {
    List<Measure> measures = new ArrayList<>();
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

  private Workbench shared() throws Exception {
    if (shared == null) {
      shared = Workbench.everything(size);
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
