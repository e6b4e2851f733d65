package scout.bench.layers;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import scout.bench.Benchmark;
import scout.bench.BenchmarkFigure;

/** A refresh with six declared models by store and day, beside bare SQL, at two histories. */
public final class ModelsBenchmark implements Benchmark {
  private static final List<SalesHistory> FULL =
      List.of(new SalesHistory(500_000, 200, 500), new SalesHistory(2_000_000, 800, 500));
  private static final List<SalesHistory> QUICK =
      List.of(new SalesHistory(4_000, 40, 10), new SalesHistory(8_000, 40, 10));

  @Override
  public String name() {
    return "models";
  }

  @Override
  public String description() {
    return "the same with six declared models by store and day, beside bare SQL, at two histories";
  }

  @Override
  public List<BenchmarkFigure> run(Size size, PrintWriter out) throws Exception {
    boolean full = size == Size.FULL;
    NewFile.Shape shape = new NewFile.Shape(full ? 10_000 : 500, 1, 20);
    List<BenchmarkFigure> figures = new ArrayList<>();
    List<RunCost> costs = new ArrayList<>();
    try (BenchPostgres server = BenchPostgres.start()) {
      for (SalesHistory history : full ? FULL : QUICK) {
        BenchDatabase database = server.create("history_" + history.records());
        out.printf(Locale.ROOT, "%s made in %.0f s%n", history, history.fill(database));
        BenchModel.registerAll(database);
        NewFile.add(database, 0, shape);
        RunCost first = RunCost.of(database, () -> ScoutRefresh.run(database));
        out.printf(Locale.ROOT, "  the models computed whole: %s%n", first);
        assertSameRows(database, shape);
        RunCost scout = rounds(database, shape, full ? 9 : 1, figures, out);
        costs.add(scout);
      }
    }
    figures.addAll(
        RunCost.compare("models, larger and smaller history", 1.15, costs.get(1), costs.get(0)));
    return figures;
  }

  private static void bare(Handle handle, NewFile file) {
    inBusinessZone(handle);
    BareRefresh.OF_WHAT_CHANGED.run(handle, file);
    BenchModel.ALL.forEach(model -> model.replaceTouched(handle));
  }

  /**
   * The same file by both ways, with a rollback in between, so that both are known to do the same.
   */
  private static void assertSameRows(BenchDatabase database, NewFile.Shape shape) {
    NewFile file = NewFile.add(database, 1, shape);
    String[] digests = new String[2];
    database
        .owner()
        .useTransaction(
            handle -> {
              bare(handle, file);
              digests[0] = digest(handle);
              handle.rollback();
            });
    ScoutRefresh.run(database);
    digests[1] = database.owner().inTransaction(ModelsBenchmark::digest);
    if (!digests[0].equals(digests[1])) {
      throw new IllegalStateException("Scout's models and the bare ones differ");
    }
  }

  /** As Scout does: an hour is that of the business time zone, whatever this machine's is. */
  private static void inBusinessZone(Handle handle) {
    handle.execute("SET LOCAL TimeZone = 'UTC'");
  }

  private static String digest(Handle handle) {
    inBusinessZone(handle);
    return String.join(" ", BenchModel.ALL.stream().map(model -> model.digest(handle)).toList());
  }

  private static RunCost rounds(
      BenchDatabase database,
      NewFile.Shape shape,
      int count,
      List<BenchmarkFigure> figures,
      PrintWriter out) {
    List<RunCost> bare = new ArrayList<>();
    List<RunCost> scout = new ArrayList<>();
    for (int round = 0; round < count; round++) {
      NewFile file = NewFile.add(database, 2 + 2 * round, shape);
      database.checkpoint();
      bare.add(
          RunCost.of(
              database, () -> database.inTransaction((Handle handle) -> bare(handle, file))));
      ScoutRefresh.check(database);
      NewFile.add(database, 3 + 2 * round, shape);
      database.checkpoint();
      scout.add(RunCost.of(database, () -> ScoutRefresh.run(database)));
      out.printf(
          Locale.ROOT,
          "  %s: bare %s, Scout %s%n",
          database.name(),
          bare.get(round),
          scout.get(round));
      out.flush();
    }
    RunCost median = RunCost.median(scout);
    figures.addAll(
        RunCost.compare("six models, " + database.name(), 1.5, median, RunCost.limit(bare, out)));
    return median;
  }
}
