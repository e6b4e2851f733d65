package scout.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks up many keys with one listing call. Keys close together, as in a backlog, cost one call
 * instead of one each.
 */
public final class ListedKeys {
  /** Other keys may lie between; this many per key are worth listing. */
  private static final int PAGE_PER_KEY = 4;

  private static final int MOST = 1_000;

  private final Map<String, StoredObject> objects;

  /** The last key that the page covers; null if it covers all. */
  private final String end;

  private ListedKeys(ListingPage page) {
    this.objects =
        page.objects().stream().collect(Collectors.toMap(StoredObject::key, Function.identity()));
    this.end = page.more() ? page.end() : null;
  }

  /**
   * Lists once.
   *
   * @param prefix of all the keys
   * @param keys at least one
   */
  public static ListedKeys around(ObjectStore store, String prefix, List<String> keys) {
    String first = keys.stream().min(KeyOrder.BY_BYTES).orElseThrow();
    String before = first.substring(0, first.offsetByCodePoints(first.length(), -1));
    int page = Math.min(PAGE_PER_KEY * keys.size(), MOST);
    return new ListedKeys(store.listing().page(prefix, before, page));
  }

  /** False if the listing ended before this key. */
  public boolean tellsOf(String key) {
    return end == null || KeyOrder.BY_BYTES.compare(key, end) <= 0;
  }

  /** The object at the key, without its version id; only for keys that the listing covers. */
  public Optional<StoredObject> find(String key) {
    return Optional.ofNullable(objects.get(key));
  }
}
