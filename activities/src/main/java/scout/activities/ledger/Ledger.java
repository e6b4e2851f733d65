package scout.activities.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import scout.activities.database.OrderedIds;
import scout.schema.SqlFile;
import scout.storage.BucketLayout;
import scout.storage.StoredObject;
import scout.workflows.journey.FileStatus;

/**
 * The steps of a version that is being loaded. Each is one statement on the caller's handle. {@link
 * LedgerQueries} holds the reading statements.
 */
public final class Ledger {
  private static final SqlFile SQL = SqlFile.load(Ledger.class, "/scout/schema/ledger/loading.sql");

  private final BucketLayout area;
  private final LedgerQueries queries;

  /**
   * @param area where devices upload
   */
  public Ledger(BucketLayout area) {
    this.area = area;
    this.queries = new LedgerQueries(area.bucket());
  }

  /** The queries of the ledger. */
  public LedgerQueries queries() {
    return queries;
  }

  /** Claims a version that is new or unfinished, for its journey. Empty if it is known. */
  public Optional<LedgerFile> claim(Handle handle, StoredObject object, UploadMoment upload) {
    return claim(handle, object, upload, null);
  }

  /**
   * Claims a version that is new or unfinished. Empty if it is known.
   *
   * @param batchId the batch that loads it; null if its journey does
   */
  public Optional<LedgerFile> claim(
      Handle handle, StoredObject object, UploadMoment upload, String batchId) {
    return row(
        uploaded(version(handle, "claim", object.key(), object.etag()), upload)
            .bind("sizeBytes", object.size())
            .bind("batchId", batchId));
  }

  /**
   * Records why a claimed version can't be read. Changes nothing if another attempt has taken over.
   *
   * @param stopped true if its journey stopped for this reason
   */
  public void unread(Handle handle, LedgerFile claim, String reason, boolean stopped) {
    var unused =
        row(
            claimed(query(handle, "unread"), claim)
                .bind("reason", reason)
                .bind("stopped", stopped));
  }

  /** Records an announced version that does not exist. Empty if the ledger holds it. */
  public Optional<LedgerFile> announcedGone(Handle handle, String key, String etag, String reason) {
    return row(version(handle, "announcedGone", key, etag).bind("reason", reason));
  }

  /** Gives up a version that can't be read any more. Empty if it is not being loaded. */
  public Optional<LedgerFile> gone(Handle handle, UUID fileId, String reason) {
    return row(query(handle, "gone").bind("fileId", fileId).bind("reason", reason));
  }

  /**
   * A version that was moved to loaded.
   *
   * @param corrects true if others of its key are in quarantine
   */
  public record Finished(LedgerFile file, boolean corrects) {}

  /** Moves a claimed version to loaded. Empty if another attempt or the same bytes were first. */
  public Optional<Finished> finish(
      Handle handle, LedgerFile claim, PassResult reading, Instant createdAt, String requestId) {
    return loaded(query(handle, "finish"), claim, reading, createdAt)
        .bind("requestId", requestId)
        .map(
            (row, context) ->
                new Finished(LedgerFile.map(row, context), row.getBoolean("others_in_quarantine")))
        .findOne();
  }

  /**
   * Moves a version that was never loaded into quarantine, or updates its reason there.
   *
   * @param claim a version that is being loaded, or one in quarantine that is read again
   * @return empty if another attempt was first
   */
  public Optional<LedgerFile> quarantine(
      Handle handle, LedgerFile claim, PassResult reading, String requestId) {
    if (claim.status() != FileStatus.LOADING && claim.status() != FileStatus.QUARANTINED) {
      throw new IllegalArgumentException(
          "File %s is %s, which no quarantine follows"
              .formatted(claim.fileId(), claim.status().word()));
    }
    return row(
        read(query(handle, "quarantine"), claim, reading)
            .bind("status", claim.status().word())
            .bind("reason", reading.refusal().text())
            .bind("requestId", requestId));
  }

  /** Ends a version whose bytes another version of the key has already loaded. */
  public Optional<LedgerFile> duplicate(
      Handle handle, LedgerFile claim, String sha256, String reason, String requestId) {
    return row(
        claimed(query(handle, "duplicate"), claim)
            .bind("sha256", sha256)
            .bind("reason", reason)
            .bind("requestId", requestId));
  }

  /** Binds the version and the attempt that claimed it. */
  static <T extends SqlStatement<T>> T claimed(T statement, LedgerFile claim) {
    return statement.bind("fileId", claim.fileId()).bind("attempt", claim.attempt());
  }

  /** Binds the result of a pass over a file whose rows are in bronze now. */
  static <T extends SqlStatement<T>> T loaded(
      T statement, LedgerFile claim, PassResult reading, Instant createdAt) {
    return read(statement, claim, reading)
        .bind("loaded", reading.loaded())
        .bind("createdAt", createdAt);
  }

  private static <T extends SqlStatement<T>> T read(
      T statement, LedgerFile claim, PassResult reading) {
    return claimed(statement, claim)
        .bind("deviceId", reading.deviceId())
        .bind("sha256", reading.sha256())
        .bind("read", reading.read())
        .bind("rejected", reading.rejected())
        .bind("dialect", reading.dialect());
  }

  /** Binds what distinguishes an upload from others of its key and second. */
  static Query uploaded(Query query, UploadMoment upload) {
    return query
        .bind("uploadedAt", upload.at())
        .bind("versionId", upload.versionId())
        .bindByType("beneath", array(upload.beneath()), String[].class);
  }

  private static String[] array(List<String> texts) {
    return texts == null ? null : texts.toArray(String[]::new);
  }

  static Optional<LedgerFile> row(Query query) {
    return query.map(LedgerFile::map).findOne();
  }

  private Query version(Handle handle, String name, String key, String etag) {
    return query(handle, name)
        .bind("fileId", OrderedIds.single())
        .bind("bucket", area.bucket())
        .bind("key", key)
        .bind("etag", etag)
        .bind("deviceId", area.device(key).orElse(null));
  }

  private static Query query(Handle handle, String name) {
    return handle.createQuery(SQL.get(name));
  }
}
