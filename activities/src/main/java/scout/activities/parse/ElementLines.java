package scout.activities.parse;

/**
 * Finds the line on which an array's next element begins, inside an element that an unclosed text
 * made too long. The line's first visible byte is a brace, indented like the array's first element,
 * and an element begins there.
 */
final class ElementLines {
  private static final int UNKNOWN = -1;

  private final JsonCheck check;
  private final ValueEnd objectEnd = new ValueEnd();
  private int indentation = UNKNOWN;

  ElementLines(JsonCheck check) {
    this.check = check;
  }

  /**
   * Notes that an element begins.
   *
   * @param blanks how many blanks precede it on its line, -1 if other bytes do
   */
  void begin(int blanks) {
    if (indentation == UNKNOWN) {
      indentation = blanks;
    }
  }

  /** Returns whether a line in the element begins like another element. */
  boolean mayHold(RecordFrame element) {
    return line(element.bytes(), element.start(), element.end()) >= 0;
  }

  /**
   * Returns the index of the next element's brace in {@code bytes[from, to)}, or -1.
   *
   * @param limit the end of the bytes that may show that it is one
   */
  int next(byte[] bytes, int from, int to, int limit) {
    int brace = line(bytes, from, to);
    while (brace >= 0 && !isElement(bytes, brace, limit)) {
      brace = line(bytes, brace, to);
    }
    return brace;
  }

  private int line(byte[] bytes, int from, int to) {
    int feed = ByteScan.indexOf(bytes, from, to, (byte) '\n');
    while (feed >= 0) {
      int i = feed + 1;
      while (i < to && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r')) {
        i++;
      }
      if (i < to && bytes[i] == '{' && (indentation == UNKNOWN || i - feed - 1 == indentation)) {
        return i;
      }
      feed = ByteScan.indexOf(bytes, i, to, (byte) '\n');
    }
    return -1;
  }

  private boolean isElement(byte[] bytes, int brace, int limit) {
    objectEnd.begin();
    int end = objectEnd.scan(bytes, brace, limit);
    if (end < 0) {
      return false;
    }
    // Without indentation, an object over several lines may be part of the element.
    boolean oneLine = ByteScan.indexOf(bytes, brace, end, (byte) '\n') < 0;
    return (oneLine || indentation > 0)
        && endsElement(bytes, end, limit)
        && check.isJson(bytes, brace, end);
  }

  private boolean endsElement(byte[] bytes, int end, int limit) {
    int i = skipBlanks(bytes, end, limit);
    if (i == limit || bytes[i] == ']') {
      return true;
    }
    return bytes[i] == ','
        && (indentation != UNKNOWN || i + 1 == limit || AsciiBytes.isBlank(bytes[i + 1]));
  }

  private static int skipBlanks(byte[] bytes, int from, int limit) {
    int i = from;
    while (i < limit && AsciiBytes.isBlank(bytes[i])) {
      i++;
    }
    return i;
  }
}
