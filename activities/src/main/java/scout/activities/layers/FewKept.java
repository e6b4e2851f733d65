package scout.activities.layers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Keeps what was made of a key, so that it is made once. There are few keys at a time; if there are
 * many nevertheless, all are forgotten.
 *
 * @param <K> the key
 * @param <V> what is made of it
 */
final class FewKept<K, V> {
  private static final int MOST = 100;

  private final Map<K, V> kept = new ConcurrentHashMap<>();
  private final Function<K, V> made;

  /**
   * @param made makes the value of a key, always the same; it may not ask for another one here
   */
  FewKept(Function<K, V> made) {
    this.made = made;
  }

  V of(K key) {
    if (kept.size() > MOST) {
      kept.clear();
    }
    return kept.computeIfAbsent(key, made);
  }
}
