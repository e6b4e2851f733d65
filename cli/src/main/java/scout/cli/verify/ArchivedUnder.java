package scout.cli.verify;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import scout.workflows.InputArea;

/** Tells from an archived object's key which file it was, by the rule that names such keys. */
final class ArchivedUnder {
  private static final Pattern DAY = Pattern.compile("\\d{8}/(.+)", Pattern.DOTALL);
  private static final int ETAG_PART = 8;

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
    return originals(object).stream()
        .anyMatch(
            key ->
                now.createQuery(LedgerProofs.SQL.get("of_original"))
                    .bind("bucket", area.bucket())
                    .bind("key", key)
                    .bind("etag", object.etag())
                    .mapTo(Boolean.class)
                    .one());
  }

  /** The keys that the object may have been uploaded under. */
  private Set<String> originals(BucketObject object) {
    Set<String> keys = new LinkedHashSet<>();
    for (String folder : new String[] {area.processed(), area.quarantine()}) {
      if (object.key().startsWith(folder)) {
        Matcher below = DAY.matcher(object.key().substring(folder.length()));
        if (below.matches()) {
          String relative = below.group(1);
          String etag = object.etag();
          keys.add(area.prefix() + relative);
          keys.add(area.prefix() + relative.replace("-" + etag, ""));
          if (etag.length() > ETAG_PART) {
            keys.add(area.prefix() + relative.replace("-" + etag.substring(0, ETAG_PART), ""));
          }
        }
      }
    }
    return keys;
  }
}
