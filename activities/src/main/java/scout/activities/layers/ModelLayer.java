package scout.activities.layers;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import scout.activities.checks.BlockingChecks;
import scout.activities.models.ModelRefresh;
import scout.schema.SqlFile;
import scout.workflows.rebuild.TableChange;

/** A layer of models, of which Scout ships the first. */
enum ModelLayer {
  GOLD("gold", "gold_store_daily_summary"),
  PLATINUM("platinum", "platinum_store_features");

  private static final SqlFile SELECTED =
      SqlFile.load(ModelLayer.class, "/scout/schema/models/model_selected.sql");

  private final String word;
  private final SchemaContract contract;

  /**
   * @param shipped the table that readers of all kinds rely on
   */
  ModelLayer(String word, String shipped) {
    this.word = word;
    this.contract = SchemaContract.ofShipped(shipped);
  }

  String word() {
    return word;
  }

  /**
   * Computes in the caller's transaction what changed.
   *
   * @return rows written or removed
   * @throws scout.activities.checks.CheckBlocked if a blocking check of the layer does not pass
   */
  long build(Handle handle, UUID refreshId, BlockingChecks checks, ModelRefresh models) {
    begin(handle);
    long rows = models.refresh(word);
    RefreshLog.addRows(handle, refreshId, word, rows);
    checks.require(handle, word);
    return rows;
  }

  /**
   * Computes, in the caller's transaction, the rows of the selection and those that wait for a
   * refresh. Writes only those that differ.
   */
  List<TableChange> rebuild(Handle handle, Selection selection, ModelRefresh models) {
    begin(handle);
    handle.execute(SELECTED.get("working_table"));
    handle.execute(SELECTED.get("clear"));
    if (!selection.whole()) {
      selection.bindTo(handle.createUpdate(SELECTED.get("select"))).execute();
    }
    return models.rebuild(word, selection.ofModels());
  }

  private void begin(Handle handle) {
    LayerLock.take(handle, word);
    contract.require(handle);
  }
}
