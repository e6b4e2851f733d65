package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import scout.activities.database.Heartbeat;
import scout.schema.SqlFile;
import scout.workflows.RebuildPlan;
import scout.workflows.RebuildSlice;
import scout.workflows.TableChange;

/**
 * Types and ranks the settled files again and writes what differs, all of them or a slice, in the
 * caller's transaction: readers see silver before or after. Files that wait for a refresh are left
 * to it; the processing status in bronze is never written.
 */
final class SilverRebuild {
  private static final SqlFile SQL = sql("silver_rebuild");
  private static final SqlFile SILVER = sql("silver_edge_transactions");
  private static final SqlFile SUPERSEDED = sql("silver_superseded");
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
    begin();
    for (List<UUID> batch : FileBatches.of(files(0, Long.MAX_VALUE, Integer.MAX_VALUE))) {
      heartbeat.stopIfEnded();
      lock(batch);
      read(batch);
      settle();
    }
    if (selection.whole()) {
      removeOrphans();
    }
    return changes();
  }

  /** Counts what there is to do; changes nothing. */
  RebuildPlan plan() {
    boolean switches = selection.whole() && !new SettingsInForce(settings).are(handle);
    return selection
        .bindTo(handle.createQuery(SQL.get("count")))
        .bind("every_day", selection.everyDay())
        .map(
            (row, context) ->
                new RebuildPlan(
                    switches, row.getLong("files"), row.getLong("records"), row.getLong("last")))
        .one();
  }

  /**
   * The files of the next slices after a place, as many as are asked for; none if nothing is left.
   */
  List<List<FileBatches.Sized>> next(long after, long last, int slices) {
    List<FileBatches.Sized> left = files(after, last, slices * FileBatches.FILES).list();
    List<List<FileBatches.Sized>> next = new ArrayList<>();
    while (!left.isEmpty() && next.size() < slices) {
      List<FileBatches.Sized> batch = FileBatches.first(left);
      next.add(batch);
      left = left.subList(batch.size(), left.size());
    }
    return next;
  }

  /**
   * Rebuilds some files with the settings in force. They are read before the layer's lock is taken,
   * so that one slice is read while another is written; what has changed by then is read again.
   */
  RebuildSlice slice(List<FileBatches.Sized> files) {
    List<UUID> ids = files.stream().map(FileBatches.Sized::fileId).toList();
    begin();
    read(ids);
    LayerLock.take(handle, Silver.LAYER);
    new SettingsInForce(settings).require(handle);
    lock(ids);
    if (handle.createQuery(SQL.get("outdated")).mapTo(boolean.class).one()) {
      read(ids);
    }
    settle();
    return new RebuildSlice(
        changes(),
        files.size(),
        files.stream().mapToLong(FileBatches.Sized::recordsLoaded).sum(),
        files.get(files.size() - 1).fileSeq());
  }

  /** The last slice, after all files: removes what none of them accounts for. */
  RebuildSlice rest() {
    LayerLock.take(handle, Silver.LAYER);
    new SettingsInForce(settings).require(handle);
    begin();
    if (selection.whole()) {
      removeOrphans();
    }
    return new RebuildSlice(changes(), 0, 0, null);
  }

  private void begin() {
    Silver.requireContracts(handle);
    handle.execute(SILVER.get("working_tables"));
    handle.execute(SQL.get("working_tables"));
  }

  private List<TableChange> changes() {
    return List.of(winners, losers, rejects);
  }

  private ResultIterable<FileBatches.Sized> files(long after, long last, int max) {
    return selection
        .bindTo(handle.createQuery(SQL.get("files")))
        .bind("every_day", selection.everyDay())
        .bind("after", after)
        .bind("last", last)
        .bind("max", max)
        .map(FileBatches.FILE);
  }

  private void lock(List<UUID> files) {
    handle
        .createQuery(SQL.get("lock_files"))
        .bindArray("file_ids", UUID.class, files)
        .mapTo(long.class)
        .one();
  }

  private void read(List<UUID> files) {
    handle.execute(SQL.get("begin_batch"));
    handle.createUpdate(SQL.get("take")).bindArray("file_ids", UUID.class, files).execute();
    handle.createQuery(SILVER.get("plan")).mapToMap().list();
    SilverBatch.type(handle, settings);
  }

  private void settle() {
    boolean meetsOldRows = run(SQL, "collect") > 0;
    SilverBatch.rank(handle, meetsOldRows);
    if (meetsOldRows) {
      correct();
    } else {
      add();
    }
    reject();
    run(SQL, "count_files");
    run(FILES, "recount");
    handle.execute(SILVER.get("plan_as_usual"));
  }

  private void correct() {
    run(SQL, "differ_winners");
    run(SQL, "differ_losers");
    run(SQL, "gone");
    write();
    run(OUTBOX, "append");
  }

  private void add() {
    int added = run(SILVER, "insert");
    winners = winners.plus(added(winners.table(), added, true));
    int lost = run(SUPERSEDED, "write");
    losers = losers.plus(added(losers.table(), lost, false));
    run(OUTBOX, "append_new");
  }

  private TableChange changes(String table, String statement) {
    return Changes.read(table, handle.createQuery(SQL.get(statement)));
  }

  private TableChange added(String table, int rows, boolean winner) {
    if (rows == 0) {
      return none(table);
    }
    String first =
        handle.createQuery(SQL.get("first_added")).bind("winner", winner).mapTo(String.class).one();
    return new TableChange(table, rows, 0, 0, Changes.rows(first));
  }

  private void removeOrphans() {
    handle.execute(SQL.get("begin_batch"));
    run(SQL, "orphans");
    run(SQL, "orphans_to_outbox");
    write();
  }

  private void write() {
    winners = winners.plus(changes(winners.table(), "winner_changes"));
    losers = losers.plus(changes(losers.table(), "loser_changes"));
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
    rejects = rejects.plus(new TableChange(rejects.table(), inserted, 0, deleted, List.of()));
  }

  private int run(SqlFile file, String statement) {
    return handle.createUpdate(file.get(statement)).execute();
  }
}
