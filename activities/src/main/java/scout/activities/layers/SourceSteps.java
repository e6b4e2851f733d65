package scout.activities.layers;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import scout.activities.database.Heartbeat;
import scout.activities.database.RolePool;
import scout.models.DeclarationException;
import scout.models.ShippedSource;
import scout.models.SourceDeclaration;
import scout.models.SourceParser;
import scout.models.SqlName;
import scout.workflows.FailureCode;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildActivities;
import scout.workflows.rebuild.RebuildPlan;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.RebuildSlice;
import scout.workflows.rebuild.TableChange;
import scout.workflows.sources.SourceActivities;
import scout.workflows.sources.SourceChange;
import scout.workflows.sources.SourceFill;

/** Brings a declaration of the source into force, logged in as the role that settles. */
public final class SourceSteps implements SourceActivities {
  /** SQLSTATE of "lock not available". */
  private static final String LOCKED = "55P03";

  /** SQLSTATE of "dependent objects still exist". */
  private static final String DEPENDED_ON = "2BP01";

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final RebuildRequest WHOLE =
      new RebuildRequest(Layer.SILVER, null, null, null, false);

  private final Jdbi jdbi;
  private final RebuildActivities rebuilds;

  /**
   * @param transform the database as {@code scout_transform}
   * @param rebuilds fill what silver has: each record is read again, since a new column may reject
   *     it, and another delivery may win
   */
  public SourceSteps(RolePool transform, RebuildActivities rebuilds) {
    this.jdbi = transform.jdbi();
    this.rebuilds = rebuilds;
  }

  @Override
  public SourceChange declareSource(String declared, String by) {
    SourceDeclaration source = read(declared);
    return patiently(
        handle -> {
          SourceChange change = new SourceTables(handle).declare(source, declared, by);
          List<String> gone = new SourceTables(handle).trim();
          List<String> made = new ArrayList<>(change.made());
          made.addAll(gone);
          return new SourceChange(change.changed(), change.fills(), made);
        });
  }

  @Override
  public SourceChange extendSource(String declared, String by) {
    SourceDeclaration source = read(declared);
    return patiently(handle -> new SourceTables(handle).declare(source, declared, by));
  }

  @Override
  public void trimSource() {
    patiently(handle -> new SourceTables(handle).trim());
  }

  private <T> T patiently(Function<Handle, T> work) {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      while (true) {
        try {
          return heartbeat.inTransaction(jdbi, work::apply);
        } catch (JdbiException e) {
          refuseOrRetry(e);
        }
        // Somebody reads the table for long: whoever comes after this waits no longer than this.
        heartbeat.pause(PAUSE);
      }
    }
  }

  private static SourceDeclaration read(String declared) {
    try {
      return SourceParser.parse(ShippedSource.FILE, declared);
    } catch (DeclarationException e) {
      throw FailureCode.SOURCE_REFUSED.failure(e.getMessage());
    }
  }

  private static void refuseOrRetry(JdbiException failure) {
    String state =
        failure.getCause() instanceof SQLException cause ? String.valueOf(cause.getSQLState()) : "";
    if (state.equals(DEPENDED_ON)) {
      throw FailureCode.SOURCE_REFUSED.failure(
          "A view reads a column or child table that the source no longer declares, or declares with"
              + " another type: drop the view and apply again, or keep the field.");
    }
    if (!state.equals(LOCKED)) {
      throw failure;
    }
  }

  @Override
  public SourceFill fillSlice(SourceFill done) {
    if (done == null) {
      RebuildPlan plan = rebuilds.planSilver(WHOLE);
      if (!plan.atOnce()) {
        return slice(new SourceFill(plan, 0, 0, 0, 0L));
      }
      List<TableChange> changes = rebuilds.rebuildLayer(Layer.SILVER, WHOLE);
      return filled(new SourceFill(plan, plan.files(), plan.records(), rows(changes), null));
    }
    return done.full() ? done : slice(done);
  }

  private SourceFill slice(SourceFill done) {
    RebuildSlice slice = rebuilds.rebuildSilver(WHOLE, done.plan(), done.after());
    SourceFill next =
        new SourceFill(
            done.plan(),
            done.files() + slice.files(),
            done.records() + slice.records(),
            done.rows() + rows(slice.tables()),
            slice.after());
    if (next.full()) {
      return filled(next);
    }
    if (tenth(next) > tenth(done)) {
      vacuum();
    }
    return next;
  }

  private static long tenth(SourceFill fill) {
    return fill.plan().files() == 0 ? 0 : 10 * fill.files() / fill.plan().files();
  }

  /** Gives the room of rows that were written again to those that come next. */
  private void vacuum() {
    List<String> tables = new ArrayList<>(List.of("silver_edge_transactions", "silver_superseded"));
    DeclaredSource source = jdbi.withHandle(DeclaredSource::inForce);
    source.tables().forEach(table -> tables.add(table.name()));
    try (Heartbeat heartbeat = Heartbeat.start()) {
      for (String table : tables) {
        heartbeat.stopIfEnded();
        jdbi.useHandle(
            handle ->
                handle.execute(
                    DeclaredSource.SQL.get("vacuum").replace("{table}", SqlName.table(table))));
      }
    }
  }

  private SourceFill filled(SourceFill last) {
    return patiently(
        handle -> {
          new SourceTables(handle).finish();
          return last;
        });
  }

  private static long rows(List<TableChange> changes) {
    return changes.stream().mapToLong(TableChange::rows).sum();
  }
}
