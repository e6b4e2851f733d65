package scout.bench.layers;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import scout.bench.Benchmark;
import scout.bench.BenchmarkFigure;

/** A refresh after one new file of one shop, beside bare SQL, at several sizes of history. */
public final class RefreshBenchmark implements Benchmark {
  private static final List<SalesHistory> FULL =
      List.of(
          new SalesHistory(500_000, 200, 500),
          new SalesHistory(2_000_000, 800, 500),
          new SalesHistory(10_000_000, 800, 500));
  private static final List<SalesHistory> QUICK =
      List.of(new SalesHistory(4_000, 40, 10), new SalesHistory(8_000, 40, 10));

  @Override
  public String name() {
    return "refresh";
  }

  @Override
  public String description() {
    return "a refresh after one new file of 10,000 records, beside bare SQL, at three histories";
  }

  @Override
  public List<BenchmarkFigure> run(Size size, PrintWriter out) throws Exception {
    boolean full = size == Size.FULL;
    NewFile.Shape shape = new NewFile.Shape(full ? 10_000 : 500, 1, 20);
    List<RefreshRounds> all = new ArrayList<>();
    try (BenchPostgres server = BenchPostgres.start()) {
      for (SalesHistory history : full ? FULL : QUICK) {
        BenchDatabase database = server.create("history_" + history.records());
        out.printf(Locale.ROOT, "%s made in %.0f s%n", history, history.fill(database));
        out.flush();
        all.add(new RefreshRounds(database, shape, List.of(BareRefresh.OF_WHAT_CHANGED), out));
      }
      for (RefreshRounds one : all) {
        one.assertSameRows();
      }
      for (int round = 0; round < (full ? 9 : 1); round++) {
        for (RefreshRounds one : all) {
          one.round();
        }
      }
    }
    List<BenchmarkFigure> measures = new ArrayList<>();
    all.forEach(one -> measures.addAll(one.measures("refresh", 1.5)));
    List<RunCost> costs = all.stream().map(RefreshRounds::scout).toList();
    measures.addAll(
        RunCost.compare(
            "refresh, dearest and cheapest history",
            1.15,
            of(costs, DoubleStream::max),
            of(costs, DoubleStream::min)));
    return measures;
  }

  private static RunCost of(List<RunCost> costs, Function<DoubleStream, OptionalDouble> which) {
    return new RunCost(
        which.apply(costs.stream().mapToDouble(RunCost::seconds)).orElseThrow(),
        which.apply(costs.stream().mapToDouble(RunCost::processor)).orElseThrow());
  }
}
