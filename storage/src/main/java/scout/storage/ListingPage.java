package scout.storage;

import java.util.List;

/**
 * One page of a listing.
 *
 * @param objects in the order of their keys; their version ids are null
 * @param untold keys of objects of which the listing tells no ETag, in their order: nobody can say
 *     which version of them it is
 * @param more true if the listing goes on after the last of them
 */
public record ListingPage(List<StoredObject> objects, List<String> untold, boolean more) {
  public ListingPage {
    objects = List.copyOf(objects);
    untold = List.copyOf(untold);
  }

  /** A page that tells the ETag of each object. */
  public ListingPage(List<StoredObject> objects, boolean more) {
    this(objects, List.of(), more);
  }

  /** The key after which the listing goes on; null if the page is empty. */
  public String end() {
    String object = objects.isEmpty() ? null : objects.get(objects.size() - 1).key();
    String other = untold.isEmpty() ? null : untold.get(untold.size() - 1);
    if (object == null || other == null) {
      return object == null ? other : object;
    }
    return KeyOrder.BY_BYTES.compare(object, other) < 0 ? other : object;
  }
}
