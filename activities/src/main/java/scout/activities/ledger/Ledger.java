package scout.activities.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import scout.activities.database.OrderedIds;
import scout.schema.SqlFile;
import scout.storage.BucketLayout;
import scout.storage.StoredObject;

/** The steps of a version's way through the ledger, each one statement in the caller's hands. */
public final class Ledger {
  private static final SqlFile SQL = SqlFile.load(Ledger.class, "/scout/schema/ledger/loading.sql");

  private final BucketLayout area;

  public Ledger(BucketLayout area) {
    this.area = area;
  }

  /** Claims a version that is new or was not finished; empty if it is known. */
  public Optional<LedgerFile> claim(Handle handle, StoredObject object, UploadMoment upload) {
    return row(
        uploaded(ofKey(query(handle, "claim"), object.key()), upload)
            .bind("fileId", OrderedIds.single())
            .bind("etag", object.etag())
            .bind("deviceId", area.device(object.key()).orElse(null))
            .bind("sizeBytes", object.size()));
  }

  private static Query uploaded(Query query, UploadMoment upload) {
    return query
        .bind("uploadedAt", upload.at())
        .bind("versionId", upload.versionId())
        .bindByType("beneath", array(upload.beneath()), String[].class);
  }

  private static String[] array(List<String> texts) {
    return texts == null ? null : texts.toArray(String[]::new);
  }

  /**
   * Writes down why a claimed version can't be read; changes nothing if another attempt has taken
   * over.
   *
   * @param stopped true if its journey stopped for it
   */
  public void unread(Handle handle, LedgerFile claim, String reason, boolean stopped) {
    var unused =
        row(
            query(handle, "unread")
                .bind("fileId", claim.fileId())
                .bind("attempt", claim.attempt())
                .bind("reason", reason)
                .bind("stopped", stopped));
  }

  public Optional<LedgerFile> ofVersion(Handle handle, String key, String etag) {
    return row(ofKey(query(handle, "ofVersion"), key).bind("etag", etag));
  }

  /** The version that stands for the key, see the statement; empty if none was ever seen. */
  public Optional<LedgerFile> latest(Handle handle, String key) {
    return row(ofKey(query(handle, "latest"), key));
  }

  /** The version named, else the latest. */
  public Optional<LedgerFile> find(Handle handle, String key, String etag) {
    return etag == null ? latest(handle, key) : ofVersion(handle, key, etag);
  }

  public Optional<LedgerFile> byId(Handle handle, UUID fileId) {
    return row(query(handle, "byId").bind("fileId", fileId));
  }

  /** The version of the same key whose rows are those of these bytes. */
  public Optional<LedgerFile> sameContent(Handle handle, LedgerFile file, String sha256) {
    return row(
        ofKey(query(handle, "sameContent"), file.key())
            .bind("sha256", sha256)
            .bind("sizeBytes", file.sizeBytes()));
  }

  /** Writes down a version that was announced but is not there; empty if the ledger holds it. */
  public Optional<LedgerFile> announcedGone(Handle handle, String key, String etag, String reason) {
    return row(
        ofKey(query(handle, "announcedGone"), key)
            .bind("fileId", OrderedIds.single())
            .bind("etag", etag)
            .bind("deviceId", area.device(key).orElse(null))
            .bind("reason", reason));
  }

  /** Gives up a version that can't be read any more; empty if it is not being loaded. */
  public Optional<LedgerFile> gone(Handle handle, UUID fileId, String reason) {
    return row(query(handle, "gone").bind("fileId", fileId).bind("reason", reason));
  }

  /**
   * A version that was moved to loaded.
   *
   * @param corrects true if others of its key are in quarantine
   */
  public record Finished(LedgerFile file, boolean corrects) {}

  /** Moves a claimed version to loaded; empty if another attempt or the same bytes were first. */
  public Optional<Finished> finish(
      Handle handle, LedgerFile claim, PassResult reading, Instant createdAt, String requestId) {
    return read(query(handle, "finish"), claim, reading)
        .bind("loaded", reading.loaded())
        .bind("createdAt", createdAt)
        .bind("requestId", requestId)
        .map(
            (row, context) ->
                new Finished(LedgerFile.map(row, context), row.getBoolean("others_in_quarantine")))
        .findOne();
  }

  /**
   * Puts a version of which nothing is loaded into quarantine, or keeps it there with new reasons;
   * empty if another attempt was first.
   */
  public Optional<LedgerFile> quarantine(
      Handle handle, LedgerFile claim, PassResult reading, String requestId) {
    return row(
        read(query(handle, "quarantine"), claim, reading)
            .bind("status", claim.status().word())
            .bind("reason", reading.refusal().text())
            .bind("requestId", requestId));
  }

  /** The versions of a key that wait in quarantine for a person. */
  public Set<UUID> waiting(Handle handle, String key) {
    return ofKey(query(handle, "waiting"), key).mapTo(UUID.class).set();
  }

  /** Ends a version whose bytes another version of the key brought already. */
  public Optional<LedgerFile> duplicate(
      Handle handle, LedgerFile claim, String sha256, String reason, String requestId) {
    return row(
        query(handle, "duplicate")
            .bind("fileId", claim.fileId())
            .bind("attempt", claim.attempt())
            .bind("sha256", sha256)
            .bind("reason", reason)
            .bind("requestId", requestId));
  }

  /**
   * Makes a version the latest upload of its key, if another one is that now and was uploaded
   * before.
   *
   * @param upload which brought its bytes again
   * @return the row if it was raised
   */
  public Optional<LedgerFile> raise(Handle handle, UUID fileId, UploadMoment upload) {
    return row(uploaded(query(handle, "raise"), upload).bind("fileId", fileId));
  }

  /**
   * Writes down that a person's request was carried out, though it changed nothing.
   *
   * @param requestId null changes nothing
   */
  public LedgerFile noteRequest(Handle handle, LedgerFile file, String requestId) {
    return row(query(handle, "noteRequest")
            .bind("fileId", file.fileId())
            .bind("requestId", requestId))
        .orElse(file);
  }

  /** Locks two rows, see {@link RowLocks}. */
  public void lockBoth(Handle handle, UUID one, UUID other) {
    RowLocks.take(
        handle,
        () ->
            handle
                .createQuery(SQL.get("lockBoth"))
                .bind("fileId", one)
                .bind("otherId", other)
                .mapTo(long.class)
                .list());
  }

  /** Binds what every ending of a pass says about the file. */
  public static <T extends SqlStatement<T>> T read(T statement, LedgerFile claim, PassResult reading) {
    return statement
        .bind("fileId", claim.fileId())
        .bind("attempt", claim.attempt())
        .bind("deviceId", reading.deviceId())
        .bind("sha256", reading.sha256())
        .bind("read", reading.read())
        .bind("rejected", reading.rejected())
        .bind("dialect", reading.dialect());
  }

  private <T extends SqlStatement<T>> T ofKey(T statement, String key) {
    return statement.bind("bucket", area.bucket()).bind("key", key);
  }

  private static Query query(Handle handle, String name) {
    return handle.createQuery(SQL.get(name));
  }

  public static Optional<LedgerFile> row(Query query) {
    return query.map(LedgerFile::map).findOne();
  }
}
