package scout.activities.layers;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/** The row that each refresh has in {@code scout.refreshes}. */
final class RefreshLog {
  private static final SqlFile SQL =
      SqlFile.load(RefreshLog.class, "/scout/schema/layers/refreshes.sql");

  private RefreshLog() {}

  /** Opens the row; nothing happens if it is there. */
  static void open(Handle handle, UUID refreshId, String reason) {
    handle
        .createUpdate(SQL.get("open"))
        .bind("refresh_id", refreshId)
        .bind("reason", reason)
        .execute();
  }

  static void addSilver(Handle handle, UUID refreshId, long files, long rows) {
    add(handle, refreshId, files, rows, 0, 0);
  }

  static void addGold(Handle handle, UUID refreshId, long rows) {
    add(handle, refreshId, 0, 0, rows, 0);
  }

  static void addPlatinum(Handle handle, UUID refreshId, long rows) {
    add(handle, refreshId, 0, 0, 0, rows);
  }

  private static void add(
      Handle handle, UUID refreshId, long files, long silver, long gold, long platinum) {
    handle
        .createUpdate(SQL.get("add"))
        .bind("refresh_id", refreshId)
        .bind("silver_files", files)
        .bind("silver_rows", silver)
        .bind("gold_rows", gold)
        .bind("platinum_rows", platinum)
        .execute();
  }

  /**
   * @param failedChecks names, comma-separated; null if none failed
   */
  static void succeed(Handle handle, UUID refreshId, String failedChecks) {
    handle
        .createUpdate(SQL.get("succeed"))
        .bind("refresh_id", refreshId)
        .bind("failed_checks", failedChecks)
        .execute();
  }

  static void fail(Handle handle, UUID refreshId, String error) {
    handle
        .createUpdate(SQL.get("fail"))
        .bind("refresh_id", refreshId)
        .bind("error", error)
        .execute();
  }
}
