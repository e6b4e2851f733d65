package scout.activities.storage;

import java.util.List;

/**
 * One page of a listing.
 *
 * @param objects in the order of their keys; their version ids are null
 * @param more true if the listing goes on after the last of them
 */
public record Page(List<StoredObject> objects, boolean more) {
  public Page {
    objects = List.copyOf(objects);
  }
}
