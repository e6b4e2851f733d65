package scout.bench.layers;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import scout.bench.Benchmark;
import scout.bench.BenchmarkFigure;

/** A rebuild of silver, gold and platinum into empty tables, beside bare SQL. */
public final class RebuildBenchmark implements Benchmark {
  @Override
  public String name() {
    return "rebuild";
  }

  @Override
  public String description() {
    return "silver, gold and platinum from 1 million records of bronze, beside INSERT ... SELECT";
  }

  @Override
  public List<BenchmarkFigure> run(Size size, PrintWriter out) throws Exception {
    boolean full = size == Size.FULL;
    SalesHistory history =
        full ? new SalesHistory(1_000_000, 400, 500) : new SalesHistory(4_000, 40, 10);
    List<RunCost> bare = new ArrayList<>();
    List<RunCost> scout = new ArrayList<>();
    try (BenchPostgres server = BenchPostgres.start()) {
      BenchDatabase database = server.create("history_" + history.records());
      out.printf(Locale.ROOT, "%s made in %.0f s%n", history, history.fill(database));
      database.withoutAutovacuum();
      String due = digest(database);
      for (int round = 0; round < (full ? 3 : 1); round++) {
        bare.add(once(database, due, () -> database.inTransaction(BareRebuild::run)));
        tell(out, "bare SQL", bare);
        scout.add(once(database, due, () -> ScoutRebuild.run(database)));
        tell(out, "Scout", scout);
      }
    }
    return RunCost.compare("rebuild", 1.3, RunCost.median(scout), RunCost.limit(bare, out));
  }

  private static RunCost once(BenchDatabase database, String due, Runnable rebuild) {
    database.inTransaction(BareRebuild::empty);
    database.checkpoint();
    RunCost cost = RunCost.of(database, rebuild);
    String made = digest(database);
    if (!made.equals(due)) {
      throw new IllegalStateException("It made " + made + " instead of " + due);
    }
    return cost;
  }

  private static String digest(BenchDatabase database) {
    return database.owner().withHandle(LayerDigest::ofAll);
  }

  private static void tell(PrintWriter out, String who, List<RunCost> costs) {
    out.printf("  %s %s%n", who, costs.get(costs.size() - 1));
    out.flush();
  }
}
