package scout.storage;

import java.util.List;

/**
 * One page of a listing.
 *
 * @param objects in the order of their keys; their version ids are null
 * @param untold keys, in order, of objects that the listing gives without an ETag: their version is
 *     unknown
 * @param more true if the listing continues after the last of them
 */
public record ListingPage(List<StoredObject> objects, List<String> untold, boolean more) {
  public ListingPage {
    objects = List.copyOf(objects);
    untold = List.copyOf(untold);
  }

  /** A page with the ETag of each object. */
  public ListingPage(List<StoredObject> objects, boolean more) {
    this(objects, List.of(), more);
  }

  /** The key after which the listing continues; null if the page is empty. */
  public String end() {
    String object = objects.isEmpty() ? null : objects.get(objects.size() - 1).key();
    String other = untold.isEmpty() ? null : untold.get(untold.size() - 1);
    if (object == null || other == null) {
      return object == null ? other : object;
    }
    return KeyOrder.BY_BYTES.compare(object, other) < 0 ? other : object;
  }
}
