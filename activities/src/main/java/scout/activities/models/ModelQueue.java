package scout.activities.models;

import java.util.List;
import org.jdbi.v3.core.Handle;
import scout.models.ModelDeclaration;
import scout.schema.SqlFile;

/** What a model has to compute again; for one model after the other. */
final class ModelQueue {
  private static final SqlFile SQL =
      SqlFile.load(ModelQueue.class, "/scout/schema/models/model_refresh.sql");

  private final Handle handle;

  ModelQueue(Handle handle) {
    this.handle = handle;
    handle.execute(SQL.get("working_tables"));
  }

  /**
   * Begins with what waits for the model, and nothing else.
   *
   * @return true if something does
   */
  boolean take(ModelInForce model) {
    handle.execute(SQL.get("clear"));
    return handle.createUpdate(SQL.get("take")).bind("reader", model.table()).execute() > 0;
  }

  /** Adds everything. */
  void addAll() {
    handle.execute(SQL.get("add_all"));
  }

  /** Adds what this statement inserts, whose parameters are the selection's. */
  void add(ModelSelection selection, ModelDeclaration declared) {
    selection.bindTo(handle.createUpdate(selection.dueOf(declared))).execute();
  }

  /** Lets it wait again, each change once. */
  void putBack(ModelInForce model) {
    handle.createUpdate(SQL.get("put_back")).bind("reader", model.table()).execute();
  }

  /** How much of the model is due. */
  Due due(List<String> slice) {
    return handle
        .createQuery(SQL.get("due"))
        .bind("by_store", slice.contains("store_id"))
        .bind("by_day", slice.contains("transaction_date"))
        .map((row, context) -> new Due(row.getLong("slices"), row.getBoolean("of_all")))
        .one();
  }

  /**
   * @param slices that are due
   * @param ofAll true if all are
   */
  record Due(long slices, boolean ofAll) {}
}
