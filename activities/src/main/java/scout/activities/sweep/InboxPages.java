package scout.activities.sweep;

import java.util.List;
import java.util.Optional;
import scout.storage.BucketLayout;
import scout.storage.ListingPage;
import scout.storage.ObjectStore;
import scout.storage.StoredObject;

/**
 * Lists the input area page by page, in key order. When a page reaches the archived copies, the
 * next one starts after them, so that their number costs nothing.
 */
final class InboxPages {
  private static final int PAGE = 1_000;

  private final ObjectStore store;
  private final BucketLayout area;
  private String place;
  private List<String> untold = List.of();
  private boolean done;

  /**
   * @param startAfter the key to continue after; null to start at the beginning
   */
  InboxPages(ObjectStore store, BucketLayout area, String startAfter) {
    this.store = store;
    this.area = area;
    this.place = startAfter;
  }

  /** Returns the uploads on the next page, maybe none; empty after the last page. */
  Optional<List<StoredObject>> next() {
    if (done) {
      return Optional.empty();
    }
    ListingPage page = store.listing().page(area.prefix(), place, PAGE);
    List<StoredObject> objects = page.objects();
    String end = page.end();
    done = !page.more() || end == null;
    place = end == null ? place : behind(end);
    untold = page.untold().stream().filter(area::holds).toList();
    return Optional.of(objects.stream().filter(object -> area.holds(object.key())).toList());
  }

  /** Returns the keys on that page for which the listing has no ETag. */
  List<String> untold() {
    return untold;
  }

  /** Returns the key after which the next page begins. */
  String place() {
    return place;
  }

  private String behind(String key) {
    for (String folder : area.archives()) {
      if (key.startsWith(folder)) {
        // '0' is the character after '/'.
        return folder.substring(0, folder.length() - 1) + "0";
      }
    }
    return key;
  }
}
