package scout.cli.verify;

import org.jdbi.v3.core.Handle;
import scout.workflows.ArchiveKeys;
import scout.workflows.InputArea;

/** Tells from an archived object's key which file it was, by the rule that names such keys. */
final class ArchivedUnder {
  private final InputArea area;

  ArchivedUnder(InputArea area) {
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
    return ArchiveKeys.originals(area, object.key(), object.etag()).stream()
            .anyMatch(key -> isKnown(now, key, object.etag()))
        || isUnderCutName(now, object);
  }

  private boolean isKnown(Handle now, String key, String etag) {
    return now.createQuery(LedgerProofs.SQL.get("of_original"))
        .bind("bucket", area.bucket())
        .bind("key", key)
        .bind("etag", etag)
        .mapTo(Boolean.class)
        .one();
  }

  /** A cut name tells only the beginning of the key: each file that begins so is tried. */
  private boolean isUnderCutName(Handle now, BucketObject object) {
    record Version(String key, String etag) {}
    return ArchiveKeys.cutFrom(area, object.key()).stream()
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
        .anyMatch(file -> ArchiveKeys.mayLieAt(area, object.key(), file.key(), file.etag()));
  }
}
