package scout.activities.layers;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import scout.activities.losses.BatchOutcome;
import scout.activities.losses.LossJudgement;
import scout.schema.SqlFile;

/**
 * Settles a batch of files in the caller's transaction, which holds the layer's lock. It inserts
 * their new rows and removes the results of their old rows. For each affected transaction the
 * latest delivery wins.
 */
final class SilverBatch {
  private static final String RANK = SilverColumns.sql("silver_edge_transactions").get("rank");
  private static final String LOCK = "\n           FOR NO KEY UPDATE";
  private static final SqlFile FILES =
      SqlFile.load(SilverBatch.class, "/scout/schema/layers/files.sql");
  private static final SqlFile BATCH =
      FILES.filled(
          statement ->
              statement
                  .replace("{batch, locked}", FILES.get("batch").replace("{lock}", LOCK))
                  .replace("{batch}", FILES.get("batch").replace("{lock}", "")));
  private static final SqlFile REJECTED =
      SqlFile.load(SilverBatch.class, "/scout/schema/layers/rejected_records.sql");
  private static final SqlFile OUTBOX =
      SqlFile.load(SilverBatch.class, "/scout/schema/layers/gold_outbox.sql");

  private final Handle handle;
  private final LayerSettings settings;
  private final SilverSql sql;
  private final ChildTables children;

  /**
   * @param settings with what the source declares of the shipped fields
   */
  SilverBatch(Handle handle, LayerSettings settings, DeclaredSource source) {
    this.handle = handle;
    this.settings = settings;
    this.sql = SilverSql.of(source);
    this.children = new ChildTables(handle, settings, sql);
  }

  /**
   * Settles those of the files that are pending.
   *
   * @param whenTyped what can begin once no record is left to type
   * @return what was done, without files that are no longer pending
   */
  Settled settle(List<UUID> fileIds, Runnable whenTyped) {
    begin();
    List<UUID> files = take("take", fileIds);
    if (!files.isEmpty()) {
      type();
    }
    whenTyped.run();
    return finish(files);
  }

  /**
   * Types the records of those of the files that are pending. It locks neither them nor the layer,
   * so that another batch is written meanwhile.
   *
   * @return those files
   */
  List<UUID> typeAhead(List<UUID> fileIds) {
    begin();
    List<UUID> files = take("look", fileIds);
    type();
    return files;
  }

  /**
   * Settles files whose records this transaction has typed ahead.
   *
   * @param whenTyped what can begin once the files are held
   * @return empty if one of them has changed since; nothing is written then
   */
  Optional<Settled> settleTyped(List<UUID> fileIds, Runnable whenTyped) {
    boolean same =
        handle
            .createQuery(BATCH.get("take_as_typed"))
            .bindArray("file_ids", UUID.class, fileIds)
            .mapTo(boolean.class)
            .one();
    if (!same) {
      return Optional.empty();
    }
    whenTyped.run();
    return Optional.of(finish(fileIds));
  }

  private void begin() {
    sql.makeWorkingTables(handle);
    handle.createQuery(sql.silver().get("plan")).bind("once", true).mapToMap().list();
  }

  private List<UUID> take(String how, List<UUID> fileIds) {
    return handle
        .createQuery(BATCH.get(how))
        .bindArray("file_ids", UUID.class, fileIds)
        .mapTo(UUID.class)
        .list();
  }

  private void type() {
    RecordTyping.of(settings, sql.source()).run(handle);
    children.read();
  }

  private Settled finish(List<UUID> files) {
    long rows = 0;
    BatchOutcome became = BatchOutcome.NOTHING;
    if (!files.isEmpty()) {
      boolean meets = meetsOldRows() && run(sql.silver(), "collect") > 0;
      rank(handle, meets);
      rows = write(meets);
      record(files);
      became =
          new LossJudgement(
                  handle,
                  settings.paths(),
                  sql.source().declaration().key(),
                  sql.source().judged(),
                  settings.losses())
              .ofRefresh();
    }
    handle.execute(sql.silver().get("plan_as_usual"));
    return new Settled(files.size(), rows, became);
  }

  private boolean meetsOldRows() {
    return handle.createQuery(sql.silver().get("meets")).mapTo(boolean.class).one();
  }

  /** Ranks the deliveries of each transaction that may have more than one. */
  static void rank(Handle handle, boolean meetsOldRows) {
    handle.createUpdate(RANK).bind("every_delivery", meetsOldRows).execute();
  }

  /** Writes what changed; returns the number of rows written. */
  private long write(boolean meetsOldRows) {
    long rows = run(sql.superseded(), "delete_of_files");
    if (!meetsOldRows) {
      rows += run(sql.superseded(), "write") + run(sql.silver(), "insert") + children.insert();
      run(sql.superseded(), "flag");
      run(OUTBOX, "append_new");
      return rows;
    }
    children.promote();
    rows += run(sql.silver(), "delete_stale");
    rows += run(sql.superseded(), "demote");
    rows += run(sql.superseded(), "write");
    rows += run(sql.silver(), "write");
    rows += run(sql.superseded(), "delete_promoted");
    rows += children.write(ChildTableSql.Scope.RANKED);
    run(sql.superseded(), "flag");
    run(OUTBOX, "append");
    return rows;
  }

  private void record(List<UUID> files) {
    run(REJECTED, "delete_of_files");
    reject(handle, sql);
    children.reject();
    handle.createUpdate(sql.counting("settle")).bindArray("file_ids", UUID.class, files).execute();
    run(FILES, "recount");
    HeldFile.release(handle, files);
  }

  /** Keeps which records silver rejects, and why; returns how many are new. */
  static int reject(Handle handle, SilverSql sql) {
    Update update =
        handle.createUpdate(REJECTED.get(sql.source().plain() ? "write" : "write_declared"));
    return bindRejects(update, sql).execute();
  }

  /** Binds the codes, and the problems of declared fields if there are any. */
  static Update bindRejects(Update update, SilverSql sql) {
    Update bound =
        update
            .bindArray("codes", String.class, (Object[]) SilverReject.codes())
            .bindArray("sentences", String.class, (Object[]) SilverReject.sentences());
    return sql.source().plain() ? bound : sql.problems().bind(bound);
  }

  private int run(SqlFile file, String statement) {
    return handle.createUpdate(file.get(statement)).execute();
  }

  /**
   * @param files settled
   * @param rows of silver written or removed, losers included
   * @param became what became of the files' records
   */
  record Settled(long files, long rows, BatchOutcome became) {
    static final Settled NOTHING = new Settled(0, 0, BatchOutcome.NOTHING);

    Settled plus(Settled more) {
      return new Settled(files + more.files, rows + more.rows, became.plus(more.became));
    }
  }
}
