package scout.cli.verify;

import org.jdbi.v3.core.Handle;
import scout.storage.ArchiveOrigin;
import scout.storage.BucketLayout;

/** Looks in the ledger for the file that an archived object's key says it was. */
final class ArchivedUnder {
  private final BucketLayout area;

  ArchivedUnder(BucketLayout area) {
    this.area = area;
  }

  String bucket() {
    return area.bucket();
  }

  /**
   * True if the object is a copy, made and not recorded or recorded and not deleted, of a version
   * that the ledger holds: that happens where archiving is cut, and is cleared up when it goes on.
   */
  boolean isCopyOfKnown(Handle now, BucketObject object) {
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

  /** A name that was cut tells only how the key began: each version whose key does is tried. */
  private boolean hadItsNameCut(Handle now, BucketObject object, ArchiveOrigin origin) {
    record Version(String key, String etag) {}
    return origin.beginning().stream()
        .flatMap(
            start ->
                now
                    .createQuery(LedgerProofs.SQL.get("of_cut_original"))
                    .bind("bucket", area.bucket())
                    .bind("start", start)
                    .bind("etag", object.etag())
                    .map((row, context) -> new Version(row.getString(1), row.getString(2)))
                    .list()
                    .stream())
        .anyMatch(
            file ->
                area.origin(object.key(), file.etag())
                    .filter(mine -> mine.isFrom(file.key()))
                    .isPresent());
  }
}
