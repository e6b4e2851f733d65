package scout.activities.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

/**
 * The part of a ledger row that loading needs. A row is one version of an object.
 *
 * @param attempt the token of the latest claim
 * @param generation how often its bronze rows were replaced; 0 means never loaded
 * @param unsettled true if silver has not taken its current rows
 * @param bronzeCreatedAt the created_at of its bronze rows, null if never loaded
 * @param archivedKey where its object lies in the archive, null if it does not
 * @param stopped true if the storage refuses for good what its journey needs
 * @param requestId the latest request of a person that was executed, null if none
 */
public record LedgerFile(
    UUID fileId,
    String bucket,
    String key,
    String etag,
    String deviceId,
    long sizeBytes,
    String sha256,
    Instant uploadedAt,
    FileStatus status,
    int attempt,
    int generation,
    boolean unsettled,
    Instant bronzeCreatedAt,
    long read,
    long loaded,
    long rejected,
    String reason,
    String archivedKey,
    boolean stopped,
    String requestId,
    Instant claimedAt,
    Instant loadedAt,
    Instant quarantinedAt,
    Instant discardedAt) {

  public static LedgerFile map(ResultSet row, StatementContext context) throws SQLException {
    return new LedgerFile(
        row.getObject("file_id", UUID.class),
        row.getString("bucket"),
        row.getString("object_key"),
        row.getString("etag"),
        row.getString("device_id"),
        row.getLong("size_bytes"),
        row.getString("sha256"),
        instant(row, "uploaded_at"),
        FileStatus.ofWord(row.getString("status")),
        row.getInt("attempt"),
        row.getInt("generation"),
        row.getBoolean("waits_for_silver"),
        instant(row, "bronze_created_at"),
        row.getLong("records_read"),
        row.getLong("records_loaded"),
        row.getLong("records_rejected"),
        row.getString("reason"),
        row.getString("archived_key"),
        row.getObject("stopped_at") != null,
        row.getString("request_id"),
        instant(row, "claimed_at"),
        instant(row, "loaded_at"),
        instant(row, "quarantined_at"),
        instant(row, "discarded_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** True if bronze holds its rows, even if a person has discarded the file since. */
  public boolean wasLoaded() {
    return generation > 0;
  }

  /**
   * Converts the row to a step's outcome.
   *
   * @param archive true if the object is still to be moved
   */
  public LoadResult result(boolean archive) {
    LoadFailure refusal = reason == null ? null : LoadFailure.parse(reason);
    boolean coded = refusal != null && status != FileStatus.DISCARDED;
    return new LoadResult(
        fileId,
        etag,
        deviceId,
        status,
        read,
        loaded,
        rejected,
        coded ? refusal.code() : null,
        coded ? refusal.words() : reason,
        archive);
  }
}
