package scout.bench.layers;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Refreshes of one database, by bare SQL and by Scout in turn, each after a new file. */
final class RefreshRounds {
  private final BenchDatabase database;
  private final NewFile.Shape shape;
  private final List<BareRefresh> limits;
  private final PrintWriter out;
  private final Map<BareRefresh, List<Double>> bare = new EnumMap<>(BareRefresh.class);
  private final List<Double> scout = new ArrayList<>();
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
   * Lets each limit refresh after the same file, takes it back, and then Scout: what is measured
   * later has been seen to do the same. Warms up, too.
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
                digests.put(limit, Digest.of(handle, file));
                handle.rollback();
              });
    }
    ScoutRefresh.run(database);
    String own = database.owner().withHandle(handle -> Digest.of(handle, file));
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
    double seconds = database.inTransaction((Handle handle) -> limit.run(handle, file));
    bare.get(limit).add(seconds);
    out.printf(Locale.ROOT, "  %s: %s %.3f s%n", name(), limit, seconds);
    out.flush();
  }

  private void scoutOnce() {
    newFile();
    database.checkpoint();
    ScoutRefresh one = ScoutRefresh.run(database);
    scout.add(one.total());
    out.printf(Locale.ROOT, "  %s: Scout %.3f s: %s%n", name(), one.total(), one);
    out.flush();
  }

  private NewFile newFile() {
    files++;
    return NewFile.add(database, files, shape);
  }

  String name() {
    return database.name();
  }

  /** Scout's median, in seconds. */
  double scout() {
    return median(scout);
  }

  /** The median of the cheapest limit, in seconds. */
  double limit() {
    return bare.values().stream().mapToDouble(RefreshRounds::median).min().orElseThrow();
  }

  private static double median(List<Double> seconds) {
    List<Double> sorted = new ArrayList<>(seconds);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
