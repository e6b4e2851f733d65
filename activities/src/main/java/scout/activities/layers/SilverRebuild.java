package scout.activities.layers;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import scout.activities.database.Heartbeat;
import scout.schema.SqlFile;
import scout.workflows.TableChange;

/**
 * Types and ranks the settled files again and writes what differs, all in the caller's transaction:
 * readers see silver before or after. Files that wait for a refresh are left to it; the processing
 * status in bronze is never written.
 */
final class SilverRebuild {
  private static final SqlFile SQL = sql("silver_rebuild");
  private static final SqlFile SILVER = sql("silver_edge_transactions");
  private static final SqlFile FILES = sql("files");
  private static final SqlFile OUTBOX = sql("gold_outbox");

  private final Handle handle;
  private final LayerSettings settings;
  private final Selection selection;
  private TableChange winners = none("silver_edge_transactions");
  private TableChange losers = none("silver_superseded");
  private TableChange rejects = none("rejected_records");

  SilverRebuild(Handle handle, LayerSettings settings, Selection selection) {
    this.handle = handle;
    this.settings = settings;
    this.selection = selection;
  }

  private static SqlFile sql(String table) {
    return SqlFile.load(SilverRebuild.class, "/scout/schema/layers/" + table + ".sql");
  }

  private static TableChange none(String table) {
    return new TableChange(table, 0, 0, 0, List.of());
  }

  /**
   * Rebuilds. All of silver takes the settings in force along; a part of it must have been built
   * with the same settings.
   */
  List<TableChange> run(Heartbeat heartbeat) {
    LayerLock.take(handle, Silver.LAYER);
    SettingsInForce inForce = new SettingsInForce(settings);
    if (selection.whole()) {
      inForce.change(handle);
    } else {
      inForce.require(handle);
    }
    Silver.requireContracts(handle);
    handle.execute(SILVER.get("working_tables"));
    handle.execute(SQL.get("working_tables"));
    for (List<UUID> batch : batches()) {
      heartbeat.stopIfEnded();
      rebuild(batch);
    }
    if (selection.whole()) {
      removeOrphans();
    }
    return List.of(winners, losers, rejects);
  }

  private List<List<UUID>> batches() {
    return FileBatches.of(
        selection
            .bindTo(handle.createQuery(SQL.get("files")))
            .bind("whole", selection.whole())
            .map(FileBatches.FILE));
  }

  private void rebuild(List<UUID> files) {
    handle.execute(SQL.get("begin_batch"));
    handle.createUpdate(SQL.get("take")).bindArray("file_ids", UUID.class, files).execute();
    handle.createQuery(SILVER.get("plan")).mapToMap().list();
    SilverBatch.type(handle, settings);
    run(SQL, "collect");
    run(SILVER, "rank");
    run(SQL, "differ_winners");
    run(SQL, "differ_losers");
    run(SQL, "gone");
    write();
    run(OUTBOX, "append");
    reject();
    run(SQL, "count_files");
    run(FILES, "recount");
    handle.execute(SILVER.get("plan_as_usual"));
  }

  private void removeOrphans() {
    handle.execute(SQL.get("begin_batch"));
    run(SQL, "orphans");
    run(SQL, "orphans_to_outbox");
    write();
  }

  private void write() {
    winners =
        Changes.sum(winners, Changes.read(handle, winners.table(), SQL.get("winner_changes")));
    losers = Changes.sum(losers, Changes.read(handle, losers.table(), SQL.get("loser_changes")));
    run(SQL, "delete_winners");
    run(SQL, "delete_losers");
    run(SQL, "insert_winners");
    run(SQL, "insert_losers");
  }

  private void reject() {
    int deleted = run(SQL, "delete_rejects");
    int inserted =
        handle
            .createUpdate(SQL.get("insert_rejects"))
            .bindArray("codes", String.class, (Object[]) SilverReject.codes())
            .bindArray("sentences", String.class, (Object[]) SilverReject.sentences())
            .execute();
    rejects =
        Changes.sum(rejects, new TableChange(rejects.table(), inserted, 0, deleted, List.of()));
  }

  private int run(SqlFile file, String statement) {
    return handle.createUpdate(file.get(statement)).execute();
  }
}
