package scout.activities.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import scout.schema.SqlFile;
import scout.storage.BucketLayout;
import scout.storage.StoredObject;

/** The steps of new versions that are loaded together, each one statement for all. */
public final class LedgerGroup {
  private static final SqlFile SQL =
      SqlFile.load(LedgerGroup.class, "/scout/schema/ledger/group.sql");

  private final BucketLayout area;

  /**
   * @param area where devices upload
   */
  public LedgerGroup(BucketLayout area) {
    this.area = area;
  }

  /**
   * A version to claim.
   *
   * @param fileId the id that its row gets
   * @param upload not one that is known to lie above another version
   */
  public record NewVersion(UUID fileId, StoredObject object, UploadMoment upload) {
    public NewVersion {
      if (upload.beneath() != null && !upload.beneath().isEmpty()) {
        throw new IllegalArgumentException(object.key() + " has another version");
      }
    }
  }

  /**
   * A claimed version that was read.
   *
   * @param reading without a refusal
   */
  public record ReadVersion(UUID fileId, PassResult reading) {
    public ReadVersion {
      if (reading.refusal() != null) {
        throw new IllegalArgumentException("File " + fileId + " is refused");
      }
    }
  }

  /**
   * Claims the versions whose key is new. Returns their rows.
   *
   * @param batchId the batch that loads them
   */
  public List<LedgerFile> claimNew(Handle handle, String batchId, List<NewVersion> versions) {
    Query query =
        handle
            .createQuery(SQL.get("claimNew"))
            .bind("bucket", area.bucket())
            .bind("batchId", batchId);
    array(query, "fileIds", UUID.class, versions, NewVersion::fileId);
    array(query, "keys", String.class, versions, version -> version.object().key());
    array(query, "etags", String.class, versions, version -> version.object().etag());
    array(
        query,
        "deviceIds",
        String.class,
        versions,
        version -> area.device(version.object().key()).orElse(null));
    array(query, "sizes", Long.class, versions, version -> version.object().size());
    array(
        query, "uploadedAts", String.class, versions, version -> version.upload().at().toString());
    array(query, "lowest", Boolean.class, versions, version -> version.upload().beneath() != null);
    return query.map(LedgerFile::map).list();
  }

  /**
   * Moves the versions to loaded. Returns their rows, fewer than given if another attempt has taken
   * over.
   */
  public List<LedgerFile> finishAll(Handle handle, List<ReadVersion> versions, Instant createdAt) {
    Query query = handle.createQuery(SQL.get("finishAll")).bind("createdAt", createdAt);
    array(query, "fileIds", UUID.class, versions, ReadVersion::fileId);
    array(query, "deviceIds", String.class, versions, version -> version.reading().deviceId());
    array(query, "sha256s", String.class, versions, version -> version.reading().sha256());
    array(query, "reads", Long.class, versions, version -> version.reading().read());
    array(query, "loadeds", Long.class, versions, version -> version.reading().loaded());
    array(query, "dialects", String.class, versions, version -> version.reading().dialect());
    return query.map(LedgerFile::map).list();
  }

  /** True if the keys of these files have no other version. */
  public boolean areAlone(Handle handle, List<LedgerFile> files) {
    Query query = handle.createQuery(SQL.get("others")).bind("bucket", area.bucket());
    array(query, "keys", String.class, files, LedgerFile::key);
    array(query, "fileIds", UUID.class, files, LedgerFile::fileId);
    return query.mapTo(long.class).one() == 0;
  }

  private static <T, V> void array(
      Query query, String name, Class<V> type, List<T> rows, Function<T, V> value) {
    query.bindArray(name, type, rows.stream().map(value).toList());
  }
}
