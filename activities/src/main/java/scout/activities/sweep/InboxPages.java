package scout.activities.sweep;

import java.util.List;
import java.util.Optional;
import scout.storage.BucketLayout;
import scout.storage.ListingPage;
import scout.storage.ObjectStore;
import scout.storage.StoredObject;

/**
 * Walks the input area page by page in the order of the keys. As soon as a page comes into the
 * archived copies, the next one begins behind them, so that their number costs nothing.
 */
final class InboxPages {
  private static final int PAGE = 1_000;

  private final ObjectStore store;
  private final BucketLayout area;
  private String place;
  private List<String> untold = List.of();
  private boolean done;

  /**
   * @param startAfter the key to go on after, null from the start
   */
  InboxPages(ObjectStore store, BucketLayout area, String startAfter) {
    this.store = store;
    this.area = area;
    this.place = startAfter;
  }

  /** What devices uploaded of the next page, which may be nothing; empty behind the last page. */
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

  /** What lies on that page without an ETag. */
  List<String> untold() {
    return untold;
  }

  /** The key after which the next page begins. */
  String place() {
    return place;
  }

  private String behind(String key) {
    for (String folder : area.archives()) {
      if (key.startsWith(folder)) {
        // '0' is the character that follows '/'.
        return folder.substring(0, folder.length() - 1) + "0";
      }
    }
    return key;
  }
}
