package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import scout.bench.Benchmark;
import scout.bench.BenchmarkFigure;
import scout.bench.BenchmarkServers;
import scout.bench.StackBenchmark;

/**
 * From files that lie in the bucket until all their sales are in gold and platinum, into empty
 * tables.
 */
public final class GoldBenchmark implements StackBenchmark {
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "gold";
  }

  @Override
  public String description() {
    return "until 2,000 files of 50 and 100 files of 10,000 records of 200 stores and 120 days are"
        + " in gold, beside COPY and one plain statement a layer";
  }

  @Override
  public List<BenchmarkFigure> run(BenchmarkServers bench, Benchmark.Size size, PrintWriter out)
      throws Exception {
    boolean full = size == Size.FULL;
    return GoldSides.measure(
        bench,
        out,
        sides -> {
          List<BenchmarkFigure> figures = new ArrayList<>();
          for (SpreadFiles files : SpreadFiles.shapes(size)) {
            TimedRounds rounds = new TimedRounds(out);
            for (int round = full ? 0 : 1; round <= (full ? ROUNDS : 1); round++) {
              sides.empty();
              sides.run(rounds, round, files, files.records() + "-" + round);
            }
            figures.addAll(sides.figures(rounds, "to gold", files));
          }
          return figures;
        });
  }
}
