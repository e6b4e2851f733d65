package scout.activities.layers;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/** The row that each refresh has in {@code scout.refreshes}. */
final class RefreshLog {
  private static final SqlFile SQL =
      SqlFile.load(RefreshLog.class, "/scout/schema/layers/refreshes.sql");

  private RefreshLog() {}

  /** Inserts the row, unless it exists. */
  static void open(Handle handle, UUID refreshId, String reason) {
    handle
        .createUpdate(SQL.get("open"))
        .bind("refresh_id", refreshId)
        .bind("reason", reason)
        .execute();
  }

  static void addFiles(Handle handle, UUID refreshId, long files) {
    handle
        .createUpdate(SQL.get("add_files"))
        .bind("refresh_id", refreshId)
        .bind("files", files)
        .execute();
  }

  /**
   * @param layer {@code silver}, {@code gold} or {@code platinum}
   */
  static void addRows(Handle handle, UUID refreshId, String layer, long rows) {
    handle
        .createUpdate(SQL.get("add_rows"))
        .bind("refresh_id", refreshId)
        .bind("layer", layer)
        .bind("rows", rows)
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
