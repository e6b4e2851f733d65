package scout.activities.housekeeping;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;
import scout.schema.SqlFile;

/**
 * Counts for the views of usage: each file once, in the order of the ledger, so that the cost is
 * that of the new files; and PostgreSQL's own counters as a snapshot of the day.
 */
final class UsageCount {
  private static final SqlFile SQL =
      SqlFile.load(UsageCount.class, "/scout/schema/housekeeping/usage.sql");
  private static final int FILES_A_STEP = 20_000;
  private static final long BYTES_A_GIB = 1L << 30;

  private record FileRange(long after, long upto) {}

  private final Jdbi jdbi;
  private final int diskGib;

  /**
   * @param jdbi as {@code scout_transform}
   * @param diskGib what the database may use of its disk; 0 is not known
   */
  UsageCount(Jdbi jdbi, int diskGib) {
    this.jdbi = jdbi;
    this.diskGib = diskGib;
  }

  /** Counts what is new; each step is a transaction, so that an interrupted count goes on. */
  void count(Heartbeat heartbeat) {
    boolean more = true;
    while (more) {
      more = heartbeat.inTransaction(jdbi, UsageCount::countStep);
    }
    heartbeat.inTransaction(jdbi, this::snapshot);
  }

  private static boolean countStep(Handle handle) {
    Optional<FileRange> next =
        handle
            .createQuery(SQL.get("next_range"))
            .bind("limit", FILES_A_STEP)
            .map((row, context) -> new FileRange(row.getLong("after"), row.getLong("upto")))
            .findOne()
            .filter(range -> range.upto() > range.after());
    next.ifPresent(
        range -> {
          handle
              .createUpdate(SQL.get("count_devices"))
              .bind("after", range.after())
              .bind("upto", range.upto())
              .execute();
          handle.createUpdate(SQL.get("counted")).bind("upto", range.upto()).execute();
        });
    return next.isPresent();
  }

  private int snapshot(Handle handle) {
    return handle
        .createUpdate(SQL.get("snapshot"))
        .bind("disk", diskGib == 0 ? null : Long.valueOf(diskGib * BYTES_A_GIB))
        .execute();
  }
}
