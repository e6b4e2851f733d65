package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import scout.activities.checks.BlockingChecks;
import scout.activities.models.ModelRefresh;
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
  private final String storeDays;

  /**
   * @param name of the layer and of its outbox's file, such as {@code gold}
   * @param table the layer's table and the name of its file, without schema
   * @param storeDays the working table of the store-days that are due
   * @param compute fills the working tables with the due rows; its statements are planned by index
   */
  OutboxLayer(String name, String table, String storeDays, Consumer<Handle> compute) {
    this.name = name;
    this.table = table;
    this.sql = sql(table);
    this.outbox = sql(name + "_outbox");
    this.contract = new SchemaContract("scout." + table, sql);
    this.storeDays = storeDays;
    this.compute = compute;
  }

  static SqlFile sql(String table) {
    return SqlFile.load(OutboxLayer.class, "/scout/schema/layers/" + table + ".sql");
  }

  String name() {
    return name;
  }

  /**
   * Recomputes what changed, then the layer's models, in the caller's transaction. Empties the
   * outbox first, then reads the layer below in later statements. In the other order, a change
   * committed in between would be lost.
   *
   * @return rows written or removed
   * @throws scout.activities.checks.CheckBlocked if a blocking check of the layer does not pass
   */
  long build(Handle handle, UUID refreshId, BlockingChecks checks, ModelRefresh models) {
    begin(handle);
    long rows = 0;
    if (run(handle, outbox, "take") > 0) {
      compute(handle);
      rows = write(handle);
    }
    rows += models.refresh(name);
    RefreshLog.addRows(handle, refreshId, name, rows);
    checks.require(handle, name);
    return rows;
  }

  /**
   * Recomputes, in the caller's transaction, the rows of the selection and those that wait for a
   * refresh, then the same of the layer's models. Writes only those that differ.
   */
  List<TableChange> rebuild(Handle handle, Selection selection, ModelRefresh models) {
    begin(handle);
    run(handle, outbox, "take");
    selection.bindTo(handle.createUpdate(sql.get("select_for_rebuild"))).execute();
    compute(handle);
    TableChange change = RebuildChanges.read(table, handle.createQuery(sql.get("changes")));
    write(handle);
    List<TableChange> changes = new ArrayList<>(List.of(change));
    changes.addAll(models.rebuild(name, selection.ofModels(storeDays)));
    return changes;
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
    long rows = count(handle, "write") + count(handle, "delete_empty");
    QueryPlan.asUsual(handle);
    return rows;
  }

  private long count(Handle handle, String statement) {
    return handle.createQuery(sql.get(statement)).mapTo(long.class).one();
  }

  static int run(Handle handle, SqlFile file, String statement) {
    return handle.createUpdate(file.get(statement)).execute();
  }
}
