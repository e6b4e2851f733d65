package scout.activities.parse;

import java.io.IOException;

/** A backslash and the letter n (or r) between objects, instead of a line break. */
final class LiteralBreak {
  private static final int LONGEST = 64;

  private LiteralBreak() {}

  /** Returns whether {@code bytes[from, to)} begins with a literal break. */
  static boolean isAt(byte[] bytes, int from, int to) {
    return to - from >= 2
        && bytes[from] == '\\'
        && (bytes[from + 1] == 'n' || bytes[from + 1] == 'r');
  }

  /** Returns the index of the object after the breaks at {@code from}, or -1. */
  static int objectBehind(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && (AsciiBytes.isBlank(bytes[i]) || isAt(bytes, i, to))) {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return isAt(bytes, from, to) && i < to && bytes[i] == '{' ? i : -1;
  }

  /**
   * Inspects the next unread bytes, between two records.
   *
   * @throws FileDamaged if there are breaks followed by an object
   */
  static void refuseAt(ByteWindow window) throws IOException, FileDamaged {
    if (window.peek() == '\\') {
      window.lookAhead(LONGEST);
      if (objectBehind(window.bytes(), window.position(), window.limit()) >= 0) {
        throw damage(window.offset());
      }
    }
  }

  static FileDamaged damage(long offset) {
    return new FileDamaged(
        DamageCode.LITERAL_LINE_BREAKS,
        offset,
        "At byte "
            + (offset + 1)
            + ", behind a record, stand a backslash and a letter where a line break is meant:"
            + " what wrote the file escaped its line breaks. Write real ones.");
  }
}
