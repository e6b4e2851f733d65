package scout.bench.layers;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import scout.bench.Benchmark;
import scout.bench.Measure;

/** A refresh after one new file of one shop, beside bare SQL, at several sizes of history. */
public final class RefreshBenchmark implements Benchmark {
  private static final List<History> FULL =
      List.of(
          new History(500_000, 200, 500),
          new History(2_000_000, 800, 500),
          new History(10_000_000, 800, 500));
  private static final List<History> QUICK =
      List.of(new History(4_000, 40, 10), new History(8_000, 40, 10));

  @Override
  public String name() {
    return "refresh";
  }

  @Override
  public String description() {
    return "a refresh after one new file of 10,000 records, beside bare SQL, at three histories";
  }

  @Override
  public List<Measure> run(Size size, PrintWriter out) throws Exception {
    boolean full = size == Size.FULL;
    NewFile.Shape shape = new NewFile.Shape(full ? 10_000 : 500, 1, 20);
    List<RefreshRounds> all = new ArrayList<>();
    try (BenchPostgres server = BenchPostgres.start()) {
      for (History history : full ? FULL : QUICK) {
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
    List<Measure> measures = new ArrayList<>();
    all.forEach(one -> measures.addAll(one.measures("refresh", 1.5)));
    List<Cost> costs = all.stream().map(RefreshRounds::scout).toList();
    measures.addAll(
        Cost.compare(
            "refresh, dearest and cheapest history",
            1.15,
            of(costs, DoubleStream::max),
            of(costs, DoubleStream::min)));
    return measures;
  }

  private static Cost of(List<Cost> costs, Function<DoubleStream, OptionalDouble> which) {
    return new Cost(
        which.apply(costs.stream().mapToDouble(Cost::seconds)).orElseThrow(),
        which.apply(costs.stream().mapToDouble(Cost::processor)).orElseThrow());
  }
}
