package scout.activities.layers;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import scout.activities.checks.BlockingChecks;
import scout.schema.SqlFile;
import scout.workflows.TableChange;

/** Recomputes the features whose windows hold a store-day that gold says has changed. */
final class Platinum {
  static final String LAYER = "platinum";

  private static final SqlFile SQL = sql("platinum_store_features");
  private static final SqlFile OUTBOX = sql("platinum_outbox");
  private static final SchemaContract CONTRACT =
      new SchemaContract("scout.platinum_store_features", SQL);

  private final BlockingChecks checks;

  Platinum(BlockingChecks checks) {
    this.checks = checks;
  }

  private static SqlFile sql(String table) {
    return SqlFile.load(Platinum.class, "/scout/schema/layers/" + table + ".sql");
  }

  /**
   * Works in the caller's transaction. The outbox is emptied first and gold read in later
   * statements: the other way round, a change committed in between would be lost.
   *
   * @return rows written or removed
   */
  long build(Handle handle, UUID refreshId) {
    LayerLock.take(handle, LAYER);
    CONTRACT.require(handle);
    handle.execute(SQL.get("working_tables"));
    long rows = 0;
    if (run(handle, OUTBOX, "take") > 0) {
      compute(handle);
      rows = run(handle, SQL, "write") + run(handle, SQL, "delete_empty");
    }
    RefreshLog.addPlatinum(handle, refreshId, rows);
    checks.require(handle, LAYER);
    return rows;
  }

  /**
   * Recomputes all rows of the selection and those that wait for a refresh, and writes what
   * differs, in the caller's transaction.
   */
  static TableChange rebuild(Handle handle, Selection selection) {
    LayerLock.take(handle, LAYER);
    CONTRACT.require(handle);
    handle.execute(SQL.get("working_tables"));
    run(handle, OUTBOX, "take");
    selection.bindTo(handle.createUpdate(SQL.get("select_for_rebuild"))).execute();
    compute(handle);
    TableChange change = Changes.read(handle, "platinum_store_features", SQL.get("changes"));
    run(handle, SQL, "write");
    run(handle, SQL, "delete_empty");
    return change;
  }

  private static void compute(Handle handle) {
    run(handle, SQL, "compute");
  }

  private static int run(Handle handle, SqlFile file, String statement) {
    return handle.createUpdate(file.get(statement)).execute();
  }
}
