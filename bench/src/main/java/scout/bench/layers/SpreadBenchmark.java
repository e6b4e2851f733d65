package scout.bench.layers;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import scout.bench.Benchmark;
import scout.bench.BenchmarkFigure;

/** A refresh after a file of all shops and 120 days, beside the cheaper of two bare ways. */
public final class SpreadBenchmark implements Benchmark {
  @Override
  public String name() {
    return "spread";
  }

  @Override
  public String description() {
    return "the same after 10,000 records of all shops and 120 days, at 2 million of history";
  }

  @Override
  public List<BenchmarkFigure> run(Size size, PrintWriter out) throws Exception {
    boolean full = size == Size.FULL;
    SalesHistory history =
        full ? new SalesHistory(2_000_000, 800, 500) : new SalesHistory(8_000, 40, 10);
    NewFile.Shape shape = new NewFile.Shape(full ? 10_000 : 500, 200, full ? 120 : 20);
    try (BenchPostgres server = BenchPostgres.start()) {
      BenchDatabase database = server.create("history_" + history.records());
      out.printf(Locale.ROOT, "%s made in %.0f s%n", history, history.fill(database));
      out.flush();
      RefreshRounds rounds = new RefreshRounds(database, shape, List.of(BareRefresh.values()), out);
      rounds.assertSameRows();
      for (int round = 0; round < (full ? 9 : 1); round++) {
        rounds.round();
      }
      return rounds.measures("spread refresh", 1.2);
    }
  }
}
