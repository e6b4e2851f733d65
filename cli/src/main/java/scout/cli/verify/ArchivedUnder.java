package scout.cli.verify;

import org.jdbi.v3.core.Handle;
import scout.storage.ArchiveOrigin;
import scout.storage.BucketLayout;
import scout.storage.ObjectVersion;
import scout.storage.StoredObject;

/** Finds in the ledger the file that an archived object's key names. */
final class ArchivedUnder {
  private final BucketLayout area;

  ArchivedUnder(BucketLayout area) {
    this.area = area;
  }

  String bucket() {
    return area.bucket();
  }

  /**
   * True if the object is a copy of a version in the ledger, but not yet recorded, or recorded and
   * not yet deleted. Interrupted archiving leaves such a copy, and resolves it when it continues.
   */
  boolean isCopyOfKnown(Handle now, StoredObject object) {
    return area.origin(object.key(), object.etag())
        .filter(
            origin ->
                origin.keys().stream().anyMatch(key -> isKnown(now, key, object.etag()))
                    || hadItsNameCut(now, object, origin))
        .isPresent();
  }

  private boolean isKnown(Handle now, String key, String etag) {
    return now.createQuery(LedgerProofs.SQL.get("of_original"))
        .bind("bucket", area.bucket())
        .bind("key", key)
        .bind("etag", etag)
        .mapTo(Boolean.class)
        .one();
  }

  /** A cut name gives only the start of the key, so each version whose key starts so is tried. */
  private boolean hadItsNameCut(Handle now, StoredObject object, ArchiveOrigin origin) {
    return origin.beginning().stream()
        .flatMap(
            start ->
                now
                    .createQuery(LedgerProofs.SQL.get("of_cut_original"))
                    .bind("bucket", area.bucket())
                    .bind("start", start)
                    .bind("etag", object.etag())
                    .map((row, context) -> new ObjectVersion(row.getString(1), row.getString(2)))
                    .list()
                    .stream())
        .anyMatch(
            file ->
                area.origin(object.key(), file.etag())
                    .filter(mine -> mine.isFrom(file.key()))
                    .isPresent());
  }
}
