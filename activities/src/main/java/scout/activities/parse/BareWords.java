package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The words NaN, Infinity and -Infinity in place of a number. JSON doesn't have them, but many
 * programs write them.
 */
final class BareWords {
  private static final byte[] NAN = "NaN".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INFINITY = "Infinity".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MINUS_INFINITY = "-Infinity".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private int[] places = new int[8];
  private int count;
  private int nans;

  /** Forgets the last record. */
  void clear() {
    count = 0;
    nans = 0;
  }

  /**
   * Skips a word.
   *
   * @return the index after it, or -1 if there is none
   */
  int skip(byte[] in, int i, int end) {
    byte[] word = wordAt(in, i);
    if (end - i < word.length || !Arrays.equals(in, i, i + word.length, word, 0, word.length)) {
      return -1;
    }
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
    }
    places[count++] = i;
    nans += word == NAN ? 1 : 0;
    return i + word.length;
  }

  /** Returns whether the record has none of these words. */
  boolean isEmpty() {
    return count == 0;
  }

  int nans() {
    return nans;
  }

  int infinities() {
    return count - nans;
  }

  /** Writes the record {@code in[from, to)} as JSON: NaN as null, the others as texts. */
  void write(byte[] in, int from, int to, JsonBuffer json) {
    int done = from;
    for (int word = 0; word < count; word++) {
      int at = places[word];
      json.add(in, done, at);
      byte[] text = wordAt(in, at);
      if (text == NAN) {
        json.add(NULL);
      } else {
        json.add('"');
        json.add(text);
        json.add('"');
      }
      done = at + text.length;
    }
    json.add(in, done, to);
  }

  private static byte[] wordAt(byte[] in, int i) {
    return in[i] == 'N' ? NAN : in[i] == 'I' ? INFINITY : MINUS_INFINITY;
  }
}
