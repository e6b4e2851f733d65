package scout.bench.layers;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import scout.bench.Benchmark;
import scout.bench.BenchmarkFigure;
import scout.schema.SqlFile;

/**
 * The checks after a new backlog, in as many refreshes as they need, beside bare SQL that compares
 * each layer with the one below in one pass.
 */
public final class ChecksBenchmark implements Benchmark {
  private static final SqlFile SQL = SqlFile.load(ChecksBenchmark.class, "checks.sql");

  @Override
  public String name() {
    return "checks";
  }

  @Override
  public String description() {
    return "the quality checks with 10 million records due, beside one pass of bare SQL";
  }

  @Override
  public List<BenchmarkFigure> run(Size size, PrintWriter out) throws Exception {
    SalesHistory history =
        size == Size.FULL
            ? new SalesHistory(10_000_000, 800, 500)
            : new SalesHistory(8_000, 40, 10);
    try (BenchPostgres server = BenchPostgres.start()) {
      BenchDatabase database = server.create("backlog");
      out.printf(Locale.ROOT, "%s made in %.0f s%n", history, history.fill(database));
      database.inTransaction(handle -> handle.execute(SQL.get("nothing_covered")));
      RunCost bare = RunCost.of(database, () -> compare(database));
      int[] refreshes = new int[1];
      RunCost scout =
          RunCost.of(
              database,
              () -> {
                do {
                  ScoutRefresh.check(database);
                  refreshes[0]++;
                } while (isLeft(database));
              });
      out.printf(Locale.ROOT, "  %s in %d refreshes; bare %s%n", scout, refreshes[0], bare);
      return RunCost.compare("checks with everything due", 4, scout, bare);
    }
  }

  private static void compare(BenchDatabase database) {
    database.inTransaction(
        handle -> {
          for (String comparison : List.of("bronze_and_silver", "silver_and_gold")) {
            long wrong = handle.createQuery(SQL.get(comparison)).mapTo(long.class).one();
            if (wrong != 0) {
              throw new IllegalStateException(comparison + " finds " + wrong + " differences");
            }
          }
        });
  }

  private static boolean isLeft(BenchDatabase database) {
    return database
        .owner()
        .withHandle(handle -> handle.createQuery(SQL.get("left")).mapTo(boolean.class).one());
  }
}
