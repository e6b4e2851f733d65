package scout.activities.models;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.checks.BlockingChecks;
import scout.activities.checks.CheckBlocked;
import scout.activities.checks.QualityCheck;
import scout.activities.database.Heartbeat;
import scout.models.ModelCheck;
import scout.models.ModelSql;
import scout.schema.SqlFile;

/**
 * Computes models beside their tables, some slices in a transaction. What there was and what came
 * in meanwhile lie in one queue, so when it is nearly empty, the model has caught up.
 */
public final class BesideFill {
  private static final SqlFile SQL = BesideModels.SQL;
  private static final int FIRST_SLICES = 64;
  private static final int MOST_SLICES = 4_096;

  /** So few changes may come in while others are computed: a refresh takes them afterwards. */
  private static final int FEW = 64;

  /** A transaction should take no longer, so that a pause or a kill costs little. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private static final Duration OF_CHECK = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final ZoneId zone;
  private final Heartbeat heartbeat;
  private long most = FIRST_SLICES;

  /**
   * @param jdbi as {@code scout_transform}
   * @param zone the business time zone
   */
  public BesideFill(Jdbi jdbi, ZoneId zone, Heartbeat heartbeat) {
    this.jdbi = jdbi;
    this.zone = zone;
    this.heartbeat = heartbeat;
  }

  /**
   * Computes until all have caught up, or the time is over.
   *
   * @return how far it is, in words; empty if all have caught up
   */
  public Optional<String> fill(Duration time) {
    return fill(time, FEW);
  }

  /**
   * Computes until nothing waits, or the time is over. A table whose refreshes have stopped is not
   * behind its former rows then.
   */
  public void fillAll(Duration time) {
    fill(time, 1);
  }

  private Optional<String> fill(Duration time, int few) {
    long end = System.nanoTime() + time.toNanos();
    Set<String> failed = new HashSet<>();
    for (BesideModel model : jdbi.withHandle(ModelRegistry::beside)) {
      Optional<String> waits =
          model.places().others().values().stream().filter(failed::contains).findFirst();
      if (waits.isPresent() && model.good()) {
        fail(
            model,
            "it reads "
                + waits.get().substring(BesideModel.beside("").length())
                + ", which can't be computed");
      }
      if (waits.isPresent() || !model.good()) {
        failed.add(model.place());
        continue;
      }
      try {
        if (!model.written() && !catchUp(model, end, few)) {
          return Optional.of(share(model));
        }
      } catch (ModelFailure e) {
        fail(model, e.getMessage());
        failed.add(model.place());
      } catch (CheckBlocked e) {
        fail(
            model, ModelFailure.ofCheck(e.check().checkName(), e.verdict().message()).getMessage());
        failed.add(model.place());
      }
    }
    return Optional.empty();
  }

  /** Returns false if the time is over before. */
  private boolean catchUp(BesideModel model, long end, int few) {
    boolean more = true;
    while (more) {
      if (System.nanoTime() > end) {
        return false;
      }
      heartbeat.stopIfEnded();
      more = heartbeat.inTransaction(jdbi, handle -> slices(handle, model, few));
    }
    return true;
  }

  /** Takes some slices, and judges the rows with the last; returns true if more are left. */
  private boolean slices(Handle handle, BesideModel model, int few) {
    if (handle
        .createQuery(SQL.get("hold_row"))
        .bind("place", model.place())
        .mapTo(String.class)
        .findOne()
        .isEmpty()) {
      return false;
    }
    long began = System.nanoTime();
    ModelQueue queue = new ModelQueue(handle);
    handle.createUpdate(SQL.get("take")).bind("place", model.place()).bind("most", most).execute();
    ModelQueue.Due due = queue.due(model.model().declaration());
    if (due.slices() > 0) {
      compute(handle, model, due);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    most = took.compareTo(LONG) > 0 ? Math.max(1, most / 2) : Math.min(MOST_SLICES, most * 2);
    boolean more = left(handle, model, few) >= few;
    // nothing was due: who computed the last slices has judged them, unless there never were any
    if (!more && (due.slices() > 0 || model.slices() == 0)) {
      new BlockingChecks(heartbeat, OF_CHECK).require(handle, checks(model));
    }
    return more;
  }

  private static long left(Handle handle, BesideModel model, long counted) {
    return handle
        .createQuery(SQL.get("left"))
        .bind("place", model.place())
        .bind("most", counted)
        .mapTo(long.class)
        .one();
  }

  private void compute(Handle handle, BesideModel model, ModelQueue.Due due) {
    ModelSql sql = new ModelSql(model.model(), model.places());
    boolean all = model.model().declaration().slice().isEmpty() || due.ofAll();
    String statement =
        all
            ? sql.writeAll(model.readers(), false)
            : sql.writeDue(model.inputColumns(), model.readers(), false);
    ModelSettings settings = new ModelSettings(handle, zone);
    new ModelRun(handle, settings, heartbeat).execute(model.place(), statement, all);
    settings.end();
  }

  /** The model's own checks, of the table beside. */
  private static List<QualityCheck> checks(BesideModel model) {
    BesideCheck beside = new BesideCheck(model.places().others());
    return model.model().declaration().checks().stream()
        .filter(ModelCheck::blocking)
        .map(check -> beside.of(model.table(), check))
        .toList();
  }

  private void fail(BesideModel model, String problem) {
    heartbeat.inTransaction(
        jdbi,
        handle ->
            handle
                .createUpdate(SQL.get("fail"))
                .bind("place", model.place())
                .bind("problem", problem)
                .execute());
  }

  private String share(BesideModel model) {
    long left = jdbi.withHandle(handle -> left(handle, model, Long.MAX_VALUE));
    long done = Math.max(0, model.slices() - left);
    return String.format("%s: %,d of %,d slices", model.table(), done, model.slices());
  }
}
