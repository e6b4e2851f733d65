package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts how many good records have each top-level key. Those that are too long to be a name are
 * not counted: a thousand of them would fill the memory, and no index could hold them.
 */
final class KeyCounts {
  private static final int MAX_KEY_BYTES = 200;
  private static final int TABLE = 4096;

  private final int max;
  private final byte[][] keys;
  private final long[] hashes;
  private final long[] counts;
  private final int[] table = new int[TABLE];
  private int size;

  KeyCounts(int max) {
    if (max > TABLE / 2) {
      throw new IllegalArgumentException("The table is too small for " + max + " keys.");
    }
    this.max = max;
    this.keys = new byte[max][];
    this.hashes = new long[max];
    this.counts = new long[max];
  }

  /** Counts the keys of the record itself, not those of the objects in it. */
  void add(MemberNames names) {
    for (int name = 0; name < names.count(); name++) {
      if (names.objectOf(name) == 0 && names.lengthOf(name) <= MAX_KEY_BYTES) {
        count(names, name);
      }
    }
  }

  private void count(MemberNames names, int name) {
    long hash = names.hashOf(name);
    int at = Words.mix(hash) & (TABLE - 1);
    while (table[at] != 0) {
      int key = table[at] - 1;
      if (hashes[key] == hash && names.equals(name, keys[key])) {
        counts[key]++;
        return;
      }
      at = (at + 1) & (TABLE - 1);
    }
    if (size < max) {
      keys[size] = names.copyOf(name);
      hashes[size] = hash;
      counts[size] = 1;
      table[at] = ++size;
    }
  }

  /** Returns the counts in order of first sight. */
  Map<String, Long> toMap() {
    Map<String, Long> map = new LinkedHashMap<>();
    for (int key = 0; key < size; key++) {
      map.put(new String(keys[key], StandardCharsets.UTF_8), counts[key]);
    }
    return map;
  }
}
