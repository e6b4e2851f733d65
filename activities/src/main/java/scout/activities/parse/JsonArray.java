package scout.activities.parse;

import java.io.IOException;

/**
 * The elements of one array. A bad element is cut out and the next one picked up, as long as it is
 * followed by a comma or the closing bracket; else where records begin is anyone's guess, and the
 * file is damaged.
 */
final class JsonArray implements Framing {
  private final ByteWindow window;
  private final FrameFinder finder;
  private final Boundary elementEnd = new ValueEnd();
  private long elements;

  /** Begins before the opening bracket. */
  JsonArray(ByteWindow window, FrameFinder finder) {
    this.window = window;
    this.finder = finder;
    window.skip(1);
  }

  @Override
  public Frame next() throws IOException, FileDamaged {
    window.skipBlanks();
    int sign = window.peek();
    if (elements > 0) {
      if (sign == ',') {
        window.skip(1);
        window.skipBlanks();
      } else if (sign >= 0 && sign != ']') {
        throw broken();
      }
    }
    if (window.peek() == ']' && (elements == 0 || sign == ']')) {
      return end();
    }
    if (window.peek() < 0) {
      throw truncated("at byte " + window.offset(), window.offset());
    }
    return element();
  }

  private Frame element() throws IOException, FileDamaged {
    long offset = window.offset();
    int first = window.peek();
    Frame frame = finder.next(elementEnd);
    if (finder.endOfFile()) {
      throw truncated(
          "within element " + (elements + 1) + ", which begins at byte " + (offset + 1), offset);
    }
    if (frame.length() == 0 && first != ',' && first != ']') {
      throw broken();
    }
    elements++;
    frame.trimEnd();
    return frame;
  }

  private Frame end() throws IOException, FileDamaged {
    window.skip(1);
    window.skipBlanks();
    if (window.peek() >= 0) {
      throw new FileDamaged(
          DamageCode.TRAILING_CONTENT,
          window.offset(),
          "After the end of the array, at byte " + (window.offset() + 1) + ", there is more.");
    }
    return null;
  }

  private static FileDamaged truncated(String where, long offset) {
    return new FileDamaged(
        DamageCode.TRUNCATED_ARRAY,
        offset,
        "The file ends before its array is closed, " + where + ".");
  }

  private FileDamaged broken() {
    return new FileDamaged(
        DamageCode.ARRAY_BROKEN,
        window.offset(),
        "After element "
            + elements
            + " of the array, at byte "
            + (window.offset() + 1)
            + ", a comma or the closing bracket is expected.");
  }
}
