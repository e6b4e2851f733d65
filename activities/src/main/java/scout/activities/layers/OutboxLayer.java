package scout.activities.layers;

import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import scout.activities.checks.BlockingChecks;
import scout.schema.SqlFile;
import scout.workflows.rebuild.TableChange;

/** A layer that is recomputed for the changes in the outbox of the layer below. */
final class OutboxLayer {
  private final String name;
  private final String table;
  private final SqlFile sql;
  private final SqlFile outbox;
  private final SchemaContract contract;
  private final Consumer<Handle> compute;

  /**
   * @param name of the layer and of its outbox's file, such as {@code gold}
   * @param table the layer's table and the name of its file, without schema
   * @param compute fills the working tables with the due rows; its statements are planned by index
   */
  OutboxLayer(String name, String table, Consumer<Handle> compute) {
    this.name = name;
    this.table = table;
    this.sql = sql(table);
    this.outbox = sql(name + "_outbox");
    this.contract = new SchemaContract("scout." + table, sql);
    this.compute = compute;
  }

  static SqlFile sql(String table) {
    return SqlFile.load(OutboxLayer.class, "/scout/schema/layers/" + table + ".sql");
  }

  String name() {
    return name;
  }

  /**
   * Recomputes what changed, in the caller's transaction. Empties the outbox first, then reads the
   * layer below in later statements. In the other order, a change committed in between would be
   * lost.
   *
   * @return rows written or removed
   * @throws scout.activities.checks.CheckBlocked if a blocking check of the layer does not pass
   */
  long build(Handle handle, UUID refreshId, BlockingChecks checks) {
    begin(handle);
    long rows = 0;
    if (run(handle, outbox, "take") > 0) {
      compute(handle);
      rows = write(handle);
    }
    RefreshLog.addRows(handle, refreshId, name, rows);
    checks.require(handle, name);
    return rows;
  }

  /**
   * Recomputes, in the caller's transaction, the rows of the selection and those that wait for a
   * refresh. Writes only those that differ.
   */
  TableChange rebuild(Handle handle, Selection selection) {
    begin(handle);
    run(handle, outbox, "take");
    selection.bindTo(handle.createUpdate(sql.get("select_for_rebuild"))).execute();
    compute(handle);
    TableChange change = RebuildChanges.read(table, handle.createQuery(sql.get("changes")));
    write(handle);
    return change;
  }

  private void begin(Handle handle) {
    LayerLock.take(handle, name);
    contract.require(handle);
    handle.execute(sql.get("working_tables"));
  }

  private void compute(Handle handle) {
    QueryPlan.byIndex(handle);
    compute.accept(handle);
    QueryPlan.asUsual(handle);
  }

  private long write(Handle handle) {
    QueryPlan.byIndex(handle);
    long rows = run(handle, sql, "write") + run(handle, sql, "delete_empty");
    QueryPlan.asUsual(handle);
    return rows;
  }

  static int run(Handle handle, SqlFile file, String statement) {
    return handle.createUpdate(file.get(statement)).execute();
  }
}
