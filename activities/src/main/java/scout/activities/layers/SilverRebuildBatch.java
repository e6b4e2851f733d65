package scout.activities.layers;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import scout.activities.losses.LossJudgement;
import scout.schema.SqlFile;
import scout.workflows.rebuild.TableChange;

/** Rebuilds silver for batches of files, one after the other in the caller's transaction. */
final class SilverRebuildBatch {
  private static final SqlFile SQL = SilverColumns.sql("silver_rebuild");
  private static final SqlFile SILVER = SilverColumns.sql("silver_edge_transactions");
  private static final SqlFile SUPERSEDED = SilverColumns.sql("silver_superseded");
  private static final SqlFile FILES =
      SqlFile.load(SilverRebuildBatch.class, "/scout/schema/layers/files.sql");
  private static final SqlFile OUTBOX =
      SqlFile.load(SilverRebuildBatch.class, "/scout/schema/layers/gold_outbox.sql");

  private final Handle handle;
  private final LayerSettings settings;
  private TableChange winners = none("silver_edge_transactions");
  private TableChange losers = none("silver_superseded");
  private TableChange rejects = none("rejected_records");

  /** Creates the working tables; fails if silver's tables differ from what the SQL writes. */
  SilverRebuildBatch(Handle handle, LayerSettings settings) {
    this.handle = handle;
    this.settings = settings;
    Silver.requireContracts(handle);
    handle.execute(SILVER.get("working_tables"));
    handle.execute(SQL.get("working_tables"));
  }

  private static TableChange none(String table) {
    return new TableChange(table, 0, 0, 0, List.of());
  }

  /** Returns what the batches have changed so far, table by table. */
  List<TableChange> changes() {
    return List.of(winners, losers, rejects);
  }

  /** Locks the files, so that no reprocessing or discard commits before the batch. */
  void lock(List<UUID> files) {
    handle
        .createQuery(SQL.get("lock_files"))
        .bindArray("file_ids", UUID.class, files)
        .mapTo(long.class)
        .one();
  }

  /** Takes those files that are settled, and types their records again. */
  void read(List<UUID> files) {
    handle.execute(SQL.get("begin_batch"));
    handle.createUpdate(SQL.get("take")).bindArray("file_ids", UUID.class, files).execute();
    handle.createQuery(SILVER.get("plan")).mapToMap().list();
    RecordTyping.of(settings).run(handle);
  }

  /** Returns true if one of the files has changed since it was read. */
  boolean outdated() {
    return ask("outdated");
  }

  /** Ranks the records read and writes the differences. The caller holds the layer's lock. */
  void settle() {
    boolean meetsOldRows = ask("meets") && run(SQL, "collect") > 0;
    SilverBatch.rank(handle, meetsOldRows);
    if (meetsOldRows) {
      correct();
    } else {
      add();
    }
    reject();
    handle.createUpdate(SilverBatch.counting("settle_again")).execute();
    run(FILES, "recount");
    new LossJudgement(handle, settings.paths(), settings.losses()).ofRebuild();
    handle.execute(SILVER.get("plan_as_usual"));
  }

  private void correct() {
    run(SQL, "differ_winners");
    run(SQL, "differ_losers");
    run(SQL, "gone");
    write();
    flag();
    run(OUTBOX, "append");
    run(SQL, "tell_readers");
  }

  private void add() {
    int added = run(SILVER, "insert");
    winners = winners.plus(added(winners.table(), added, true));
    int lost = run(SUPERSEDED, "write");
    losers = losers.plus(added(losers.table(), lost, false));
    run(SUPERSEDED, "flag");
    run(OUTBOX, "append_new");
  }

  private void flag() {
    String statement = SQL.get("flag_losers").replace("{flag}", SUPERSEDED.get("flag"));
    long flagged = handle.createQuery(statement).mapTo(long.class).one();
    losers = losers.plus(new TableChange(losers.table(), 0, flagged, 0, List.of()));
  }

  private TableChange changes(String table, String statement) {
    return RebuildChanges.read(table, handle.createQuery(SQL.get(statement)));
  }

  private TableChange added(String table, int rows, boolean winner) {
    if (rows == 0) {
      return none(table);
    }
    String first =
        handle.createQuery(SQL.get("first_added")).bind("winner", winner).mapTo(String.class).one();
    return new TableChange(table, rows, 0, 0, RebuildChanges.rows(first));
  }

  /**
   * Recomputes the times of rows whose bronze was retired, from their payloads in silver and the
   * business time zone. Nothing else of them changes. The caller holds the layer's lock.
   */
  void moveRetired(List<UUID> files) {
    handle.execute(SQL.get("begin_batch"));
    handle.createUpdate(SQL.get("take_retired")).bindArray("file_ids", UUID.class, files).execute();
    handle.createQuery(SILVER.get("plan")).mapToMap().list();
    RecordTyping.of(settings).run(handle, SQL.get("retired_records"));
    for (String moved : List.of("moved_winners", "moved_losers")) {
      handle.createUpdate(SQL.get(moved)).bind("zone", settings.timeZone().getId()).execute();
    }
    winners = winners.plus(changes(winners.table(), "winner_changes"));
    losers = losers.plus(changes(losers.table(), "loser_changes"));
    run(SQL, "moved_to_outbox");
    run(SQL, "move_winners");
    run(SQL, "move_losers");
    handle.execute(SILVER.get("plan_as_usual"));
  }

  /** Removes rows of files that the ledger never had. The caller holds the layer's lock. */
  void removeOrphans() {
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

  private boolean ask(String question) {
    return handle.createQuery(SQL.get(question)).mapTo(boolean.class).one();
  }

  private int run(SqlFile file, String statement) {
    return handle.createUpdate(file.get(statement)).execute();
  }
}
