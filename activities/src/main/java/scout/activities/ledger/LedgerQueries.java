package scout.activities.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import scout.schema.SqlFile;

/** The queries of ingestion about versions. */
public final class LedgerQueries {
  private static final SqlFile SQL =
      SqlFile.load(LedgerQueries.class, "/scout/schema/ledger/queries.sql");

  private final String bucket;

  LedgerQueries(String bucket) {
    this.bucket = bucket;
  }

  /** The version of a key with this ETag. Empty if it was never seen. */
  public Optional<LedgerFile> ofVersion(Handle handle, String key, String etag) {
    return Ledger.row(ofKey(handle, "ofVersion", key).bind("etag", etag));
  }

  /** The version that stands for the key, see the statement. Empty if none was ever seen. */
  public Optional<LedgerFile> latest(Handle handle, String key) {
    return Ledger.row(ofKey(handle, "latest", key));
  }

  /** The named version, else the latest. */
  public Optional<LedgerFile> find(Handle handle, String key, String etag) {
    return etag == null ? latest(handle, key) : ofVersion(handle, key, etag);
  }

  /** The version with this id. */
  public Optional<LedgerFile> byId(Handle handle, UUID fileId) {
    return Ledger.row(handle.createQuery(SQL.get("byId")).bind("fileId", fileId));
  }

  /** The loaded version of the same key that holds these bytes. */
  public Optional<LedgerFile> sameContent(Handle handle, LedgerFile file, String sha256) {
    return Ledger.row(
        ofKey(handle, "sameContent", file.key())
            .bind("sha256", sha256)
            .bind("sizeBytes", file.sizeBytes()));
  }

  /** The versions of a key that wait in quarantine for a person. */
  public Set<UUID> waiting(Handle handle, String key) {
    return ofKey(handle, "waiting", key).mapTo(UUID.class).set();
  }

  private Query ofKey(Handle handle, String name, String key) {
    return handle.createQuery(SQL.get(name)).bind("bucket", bucket).bind("key", key);
  }

  /**
   * A version that is to be archived.
   *
   * @param sharesName true if another version of its key goes to the same folder and day
   */
  public record Due(LedgerFile file, boolean sharesName) {}

  /** A version at rest, with the data that archiving needs. */
  public static Optional<Due> due(Handle handle, UUID fileId) {
    return handle
        .createQuery(SQL.get("due"))
        .bind("fileId", fileId)
        .map((row, context) -> new Due(LedgerFile.map(row, context), row.getBoolean("shares_name")))
        .findOne();
  }

  /** Those files that were just loaded and whose key has no other version. */
  public static List<LedgerFile> plain(Handle handle, Collection<UUID> fileIds) {
    return handle
        .createQuery(SQL.get("plain"))
        .bindArray("fileIds", UUID.class, fileIds)
        .map(LedgerFile::map)
        .list();
  }
}
