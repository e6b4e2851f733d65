package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of all objects in one record, to find duplicates within an object. It compares decoded
 * keys: an escaped letter equals the letter. It allocates only if a record has more keys than any
 * before, or escaped ones.
 */
final class MemberNames {
  private static final int FIRST_SIZE = 64;

  private int count;
  private int objects;
  private byte[][] bytes = new byte[FIRST_SIZE][];
  private int[] from = new int[FIRST_SIZE];
  private int[] to = new int[FIRST_SIZE];
  private int[] object = new int[FIRST_SIZE];
  private long[] hash = new long[FIRST_SIZE];
  private int[] slot = new int[FIRST_SIZE];

  /** A name's index + 1 at its hash, 0 if there is none; twice as long as the arrays above. */
  private int[] table = new int[2 * FIRST_SIZE];

  /** Forgets the last record. */
  void clear() {
    for (int name = 0; name < count; name++) {
      table[slot[name]] = 0;
    }
    count = 0;
    objects = 0;
  }

  /** Returns the number of a new object; the record itself is 0. */
  int beginObject() {
    return objects++;
  }

  /**
   * Adds a key of an object, the text between its quotes.
   *
   * @param escaped whether it holds a backslash
   * @return whether it is new in the object
   */
  boolean add(int ofObject, byte[] in, int start, int end, boolean escaped) {
    if (count == from.length) {
      grow();
    }
    if (escaped) {
      byte[] decoded = JsonText.decode(in, start, end).getBytes(StandardCharsets.UTF_8);
      set(count, ofObject, decoded, 0, decoded.length);
    } else {
      set(count, ofObject, in, start, end);
    }
    boolean isNew = place(count);
    count++;
    return isNew;
  }

  /** Returns the number of keys in all objects. */
  int count() {
    return count;
  }

  /** Returns the object that a key belongs to. */
  int objectOf(int name) {
    return object[name];
  }

  /** Returns the length of a key in bytes. */
  int lengthOf(int name) {
    return to[name] - from[name];
  }

  /** Returns a byte of a key. */
  byte byteOf(int name, int index) {
    return bytes[name][from[name] + index];
  }

  /** Returns whether the record itself has a key. */
  boolean hasTopLevel(byte[] key) {
    for (int name = 0; name < count; name++) {
      if (object[name] == 0 && equals(name, key)) {
        return true;
      }
    }
    return false;
  }

  long hashOf(int name) {
    return hash[name];
  }

  boolean equals(int name, byte[] other) {
    return Arrays.equals(bytes[name], from[name], to[name], other, 0, other.length);
  }

  byte[] copyOf(int name) {
    return Arrays.copyOfRange(bytes[name], from[name], to[name]);
  }

  private void set(int name, int ofObject, byte[] in, int start, int end) {
    object[name] = ofObject;
    bytes[name] = in;
    from[name] = start;
    to[name] = end;
    hash[name] = ByteScan.hash(in, start, end);
  }

  /** A duplicate gets no place of its own; otherwise many probes would repeat. */
  private boolean place(int name) {
    int mask = table.length - 1;
    int at = ByteScan.mix(hash[name] + object[name]) & mask;
    for (; table[at] != 0; at = (at + 1) & mask) {
      if (same(table[at] - 1, name)) {
        slot[name] = at;
        return false;
      }
    }
    table[at] = name + 1;
    slot[name] = at;
    return true;
  }

  private boolean same(int a, int b) {
    return hash[a] == hash[b]
        && object[a] == object[b]
        && Arrays.equals(bytes[a], from[a], to[a], bytes[b], from[b], to[b]);
  }

  private void grow() {
    int size = 2 * count;
    bytes = Arrays.copyOf(bytes, size);
    from = Arrays.copyOf(from, size);
    to = Arrays.copyOf(to, size);
    object = Arrays.copyOf(object, size);
    hash = Arrays.copyOf(hash, size);
    slot = Arrays.copyOf(slot, size);
    table = new int[2 * size];
    for (int name = 0; name < count; name++) {
      place(name);
    }
  }
}
