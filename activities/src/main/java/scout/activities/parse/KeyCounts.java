package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how many good records have each top-level key. It ignores keys that are too long for a
 * name: a thousand of them would fill the memory, and no index could hold them. Scout's names, and
 * some that could replace one, are counted however many keys there are.
 */
final class KeyCounts {
  private static final int MAX_KEY_BYTES = 200;
  private static final int TABLE = 4096;

  /** How many names beyond the limit are counted because they could replace an expected one. */
  private static final int MAX_STAND_INS = 64;

  private final int max;
  private final FoldedPaths standIns;
  private final byte[][] keys;
  private final long[] hashes;
  private final long[] counts;
  private final int[] table = new int[TABLE];

  /** The keys, in order of first sight. */
  private final int[] order;

  private int size;
  private int others;
  private int met;

  /**
   * @param max how many keys are counted besides the expected ones
   * @param lookedFor names that are always counted
   * @param standIns the paths that other names could replace
   */
  KeyCounts(int max, List<String> lookedFor, FoldedPaths standIns) {
    int most = lookedFor.size() + max + MAX_STAND_INS;
    if (most > TABLE / 2) {
      throw new IllegalArgumentException("The table is too small for " + most + " keys.");
    }
    this.max = max;
    this.standIns = standIns;
    this.keys = new byte[most][];
    this.hashes = new long[most];
    this.counts = new long[most];
    this.order = new int[most];
    for (String name : lookedFor) {
      byte[] key = name.getBytes(StandardCharsets.UTF_8);
      long hash = ByteScan.hash(key, 0, key.length);
      int at = ByteScan.mix(hash) & (TABLE - 1);
      while (table[at] != 0) {
        at = (at + 1) & (TABLE - 1);
      }
      insert(at, key, hash);
    }
  }

  /** Counts the record's own keys, not those of objects in it. */
  void add(MemberNames names) {
    for (int name = 0; name < names.count(); name++) {
      if (names.objectOf(name) == 0 && names.lengthOf(name) <= MAX_KEY_BYTES) {
        count(names, name);
      }
    }
  }

  private void count(MemberNames names, int name) {
    long hash = names.hashOf(name);
    int at = ByteScan.mix(hash) & (TABLE - 1);
    while (table[at] != 0) {
      int key = table[at] - 1;
      if (hashes[key] == hash && names.equals(name, keys[key])) {
        meet(key);
        return;
      }
      at = (at + 1) & (TABLE - 1);
    }
    if (others < max || (size < keys.length && standIns.matches(names, name))) {
      others++;
      meet(insert(at, names.copyOf(name), hash));
    }
  }

  private int insert(int at, byte[] key, long hash) {
    keys[size] = key;
    hashes[size] = hash;
    table[at] = size + 1;
    return size++;
  }

  private void meet(int key) {
    if (counts[key]++ == 0) {
      order[met++] = key;
    }
  }

  /** Returns the counts in order of first sight. */
  Map<String, Long> toMap() {
    Map<String, Long> map = new LinkedHashMap<>();
    for (int i = 0; i < met; i++) {
      map.put(new String(keys[order[i]], StandardCharsets.UTF_8), counts[order[i]]);
    }
    return map;
  }
}
