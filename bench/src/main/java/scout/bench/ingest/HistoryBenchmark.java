package scout.bench.ingest;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import scout.bench.Benchmark;
import scout.bench.BenchmarkFigure;
import scout.bench.BenchmarkServers;
import scout.bench.StackBenchmark;

/**
 * The same as {@link GoldBenchmark} beside a history of 2 million sales, which grows round by
 * round. The limit and the others compute their layers as a whole again, as it is usual.
 */
public final class HistoryBenchmark implements StackBenchmark {
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String description() {
    return "the same as gold, beside a history of 2,000,000 records";
  }

  @Override
  public List<BenchmarkFigure> run(BenchmarkServers bench, Benchmark.Size size, PrintWriter out)
      throws Exception {
    boolean full = size == Size.FULL;
    SpreadFiles history = full ? new SpreadFiles(200, 10_000) : new SpreadFiles(3, 60);
    return GoldSides.measure(
        bench,
        out,
        sides -> {
          sides.empty();
          sides.run(new TimedRounds(out), 0, history, "history");
          List<BenchmarkFigure> figures = new ArrayList<>();
          for (SpreadFiles files : SpreadFiles.shapes(size)) {
            TimedRounds rounds = new TimedRounds(out);
            for (int round = 1; round <= (full ? ROUNDS : 1); round++) {
              sides.run(rounds, round, files, files.records() + "-more-" + round);
            }
            figures.addAll(sides.figures(rounds, "to gold beside a history", files));
          }
          return figures;
        });
  }
}
