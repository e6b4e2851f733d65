package scout.bench.layers;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import scout.bench.BenchmarkFigure;

/** Refreshes of one database, by bare SQL and by Scout in turn, each after a new file. */
final class RefreshRounds {
  private final BenchDatabase database;
  private final NewFile.Shape shape;
  private final List<BareRefresh> limits;
  private final PrintWriter out;
  private final Map<BareRefresh, List<RunCost>> bare = new EnumMap<>(BareRefresh.class);
  private final List<RunCost> scout = new ArrayList<>();
  private int files;

  RefreshRounds(
      BenchDatabase database, NewFile.Shape shape, List<BareRefresh> limits, PrintWriter out) {
    this.database = database;
    this.shape = shape;
    this.limits = limits;
    this.out = out;
    limits.forEach(limit -> bare.put(limit, new ArrayList<>()));
  }

  /**
   * Lets each limit and then Scout refresh after the same file, with a rollback in between, and
   * compares the rows. So the measured runs are known to do the same. Warms up too.
   */
  void assertSameRows() {
    NewFile file = newFile();
    Map<BareRefresh, String> digests = new EnumMap<>(BareRefresh.class);
    for (BareRefresh limit : limits) {
      database
          .owner()
          .useTransaction(
              handle -> {
                limit.run(handle, file);
                digests.put(limit, LayerDigest.of(handle, file));
                handle.rollback();
              });
    }
    ScoutRefresh.run(database);
    String own = database.owner().withHandle(handle -> LayerDigest.of(handle, file));
    digests.forEach(
        (limit, digest) -> {
          if (!digest.equals(own)) {
            throw new IllegalStateException(
                "Scout and " + limit + " differ: Scout " + own + ", it " + digest);
          }
        });
  }

  /** One refresh each, Scout first in every other round. */
  void round() {
    boolean scoutFirst = scout.size() % 2 == 1;
    if (scoutFirst) {
      scoutOnce();
    }
    limits.forEach(this::bareOnce);
    if (!scoutFirst) {
      scoutOnce();
    }
  }

  private void bareOnce(BareRefresh limit) {
    NewFile file = newFile();
    database.checkpoint();
    RunCost cost =
        RunCost.of(
            database, () -> database.inTransaction((Handle handle) -> limit.run(handle, file)));
    bare.get(limit).add(cost);
    ScoutRefresh.check(database);
    out.printf(Locale.ROOT, "  %s: %s %s%n", name(), limit, cost);
    out.flush();
  }

  private void scoutOnce() {
    newFile();
    database.checkpoint();
    ScoutRefresh[] steps = new ScoutRefresh[1];
    RunCost cost = RunCost.of(database, () -> steps[0] = ScoutRefresh.run(database));
    scout.add(cost);
    out.printf(Locale.ROOT, "  %s: Scout %s: %s%n", name(), cost, steps[0]);
    out.flush();
  }

  private NewFile newFile() {
    files++;
    return NewFile.add(database, files, shape);
  }

  String name() {
    return database.name();
  }

  /** Scout's medians. */
  RunCost scout() {
    return RunCost.median(scout);
  }

  /** The medians of the limit with the least processor time. */
  private RunCost limit() {
    return bare.values().stream()
        .map(runs -> RunCost.limit(runs, out))
        .min(Comparator.comparingDouble(RunCost::processor))
        .orElseThrow();
  }

  /** Scout beside the limit, by elapsed time and by the processor time of PostgreSQL. */
  List<BenchmarkFigure> measures(String what, double bar) {
    String named = what + ", " + name();
    return RunCost.compare(named, bar, scout(), limit());
  }
}
