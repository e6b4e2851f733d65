package scout.activities.layers;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import scout.activities.losses.BatchOutcome;
import scout.activities.losses.LossJudgement;
import scout.schema.SqlFile;

/**
 * Settles a batch of files in the caller's transaction, which holds the layer's lock. It inserts
 * their new rows and removes the results of their old rows. For each affected transaction the
 * latest delivery wins.
 */
final class SilverBatch {
  private static final SqlFile SILVER = SilverColumns.sql("silver_edge_transactions");
  private static final SqlFile SUPERSEDED = SilverColumns.sql("silver_superseded");
  private static final SqlFile FILES =
      SqlFile.load(SilverBatch.class, "/scout/schema/layers/files.sql");
  private static final SqlFile REJECTED =
      SqlFile.load(SilverBatch.class, "/scout/schema/layers/rejected_records.sql");
  private static final SqlFile OUTBOX =
      SqlFile.load(SilverBatch.class, "/scout/schema/layers/gold_outbox.sql");

  private final Handle handle;
  private final LayerSettings settings;

  SilverBatch(Handle handle, LayerSettings settings) {
    this.handle = handle;
    this.settings = settings;
  }

  /**
   * Settles those of the files that are pending.
   *
   * @return what was done, without files that are no longer pending
   */
  Settled settle(List<UUID> fileIds) {
    handle.execute(SILVER.get("working_tables"));
    handle.createQuery(SILVER.get("plan")).mapToMap().list();
    List<UUID> files = take(fileIds);
    long rows = 0;
    BatchOutcome became = BatchOutcome.NOTHING;
    if (!files.isEmpty()) {
      RecordTyping.of(settings).run(handle);
      boolean meets = meetsOldRows() && run(SILVER, "collect") > 0;
      rank(handle, meets);
      rows = write(meets);
      record(files);
      became = new LossJudgement(handle, settings.paths(), settings.losses()).ofRefresh();
    }
    handle.execute(SILVER.get("plan_as_usual"));
    return new Settled(files.size(), rows, became);
  }

  private List<UUID> take(List<UUID> fileIds) {
    return handle
        .createQuery(FILES.get("take"))
        .bindArray("file_ids", UUID.class, fileIds)
        .mapTo(UUID.class)
        .list();
  }

  private boolean meetsOldRows() {
    return handle.createQuery(SILVER.get("meets")).mapTo(boolean.class).one();
  }

  /** Ranks the deliveries of each transaction that may have more than one. */
  static void rank(Handle handle, boolean meetsOldRows) {
    handle.createUpdate(SILVER.get("rank")).bind("every_delivery", meetsOldRows).execute();
  }

  /** Writes what changed; returns the number of rows written. */
  private long write(boolean meetsOldRows) {
    long rows = run(SUPERSEDED, "delete_of_files");
    if (!meetsOldRows) {
      rows += run(SUPERSEDED, "write") + run(SILVER, "insert");
      run(SUPERSEDED, "flag");
      run(OUTBOX, "append_new");
      return rows;
    }
    rows += run(SILVER, "delete_stale");
    rows += run(SUPERSEDED, "demote");
    rows += run(SUPERSEDED, "write");
    rows += run(SILVER, "write");
    rows += run(SUPERSEDED, "delete_promoted");
    run(SUPERSEDED, "flag");
    run(OUTBOX, "append");
    return rows;
  }

  private void record(List<UUID> files) {
    run(REJECTED, "delete_of_files");
    handle
        .createUpdate(REJECTED.get("write"))
        .bindArray("codes", String.class, (Object[]) SilverReject.codes())
        .bindArray("sentences", String.class, (Object[]) SilverReject.sentences())
        .execute();
    handle.createUpdate(counting("settle")).bindArray("file_ids", UUID.class, files).execute();
    run(FILES, "recount");
    HeldFile.release(handle, files);
  }

  /** Returns a statement of {@code files.sql} that records what became of the batch's records. */
  static String counting(String statement) {
    return FILES.get(statement).replace("{counted}", FILES.get("counted"));
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
