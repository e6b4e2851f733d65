package scout.activities.parse;

import java.io.IOException;

/**
 * The elements of one array. A bad element is cut out if a comma or the closing bracket follows it.
 * Otherwise the start of the next record is unknown, and the file is damaged. If an unclosed text
 * makes an element seem to hold others, it ends before the first of them.
 */
final class JsonArray implements FileFraming {
  private final ByteWindow window;
  private final FrameFinder finder;
  private final DialectNotes dialect;
  private final RecordGap gap;
  private final int maxRecordBytes;
  private final boolean inPage;
  private final RecordBoundary elementEnd = new ValueEnd();
  private final ElementLines lines;
  private long elements;

  /** True if the last element was cut before the next one's line; then no comma is needed. */
  private boolean cutShort;

  private RecordFrame pending;

  /**
   * Starts before the opening bracket.
   *
   * @param inPage whether other things may follow the closing bracket
   */
  JsonArray(
      ByteWindow window,
      FrameFinder finder,
      JsonCheck check,
      DialectNotes dialect,
      int maxRecordBytes,
      boolean inPage) {
    this.window = window;
    this.finder = finder;
    this.dialect = dialect;
    this.gap = new RecordGap(dialect);
    this.maxRecordBytes = maxRecordBytes;
    this.inPage = inPage;
    this.lines = new ElementLines(check);
    window.skip(1);
  }

  @Override
  public RecordFrame next() throws IOException, FileDamaged {
    if (pending != null) {
      RecordFrame element = pending;
      pending = null;
      cutShort = true;
      return element;
    }
    gap.skip(window);
    boolean comma = false;
    if (elements > 0 && !cutShort) {
      comma = window.peek() == ',';
      if (comma) {
        window.skip(1);
        gap.skip(window);
      } else if (window.peek() >= 0 && window.peek() != ']') {
        throw broken();
      }
    }
    cutShort = false;
    if (window.peek() == ']') {
      dialect.add(DialectNote.TRAILING_COMMAS, comma ? 1 : 0);
      return end();
    }
    if (window.peek() < 0) {
      throw truncated("at byte " + window.offset(), window.offset());
    }
    return element();
  }

  /** Cuts an element before the first of its lines that is the next element. */
  @Override
  public boolean cutsAgain(RecordFrame element) throws IOException, FileDamaged {
    if (!element.isWhole() || !lines.mayHold(element)) {
      return false;
    }
    int length = (int) element.length();
    window.rewind(element.offset());
    window.lookAhead(length + maxRecordBytes);
    int at = window.position();
    element.whole(window.bytes(), at, at + length, window.offset());
    int next = lines.next(window.bytes(), at, at + length, window.limit());
    if (next < 0) {
      window.skip(length);
      return false;
    }
    pending = cut(element, next);
    return true;
  }

  private RecordFrame element() throws IOException, FileDamaged {
    long offset = window.offset();
    int first = window.peek();
    LiteralBreak.refuseAt(window);
    lines.begin(gap.indentation());
    RecordFrame frame = finder.whole(elementEnd);
    if (frame == null || finder.endOfFile()) {
      frame = unended(frame, offset);
    }
    if (frame.length() == 0 && first != ',' && first != ']') {
      throw broken();
    }
    elements++;
    frame.trimEnd();
    return frame;
  }

  private RecordFrame unended(RecordFrame found, long offset) throws IOException, FileDamaged {
    window.rewind(offset);
    int from = window.position();
    int next = lines.next(window.bytes(), from, window.limit(), window.limit());
    if (next >= 0) {
      RecordFrame frame = found == null ? new RecordFrame() : found;
      frame.whole(window.bytes(), from, window.limit(), offset);
      cutShort = true;
      return cut(frame, next);
    }
    int invalid = Utf8Check.firstInvalid(window.bytes(), from, window.limit());
    // The cut may be within the last character.
    boolean utf8 = invalid < 0 || invalid > window.limit() - 4;
    RecordFrame frame = found;
    if (frame == null) {
      frame = finder.rest(elementEnd);
    } else {
      window.skip(window.limit() - from);
    }
    if (finder.endOfFile()) {
      throw truncated(
          "within element "
              + (elements + 1)
              + ", which begins at byte "
              + (offset + 1)
              + (utf8
                  ? ""
                  : "; it holds bytes that are not UTF-8, among which a quote may be lost: write"
                      + " UTF-8"),
          offset);
    }
    return frame;
  }

  private RecordFrame cut(RecordFrame element, int next) {
    window.rewind(element.offset());
    window.skip(next - element.start());
    element.cut(next);
    element.trimEnd();
    return element;
  }

  private RecordFrame end() throws IOException, FileDamaged {
    window.skip(1);
    if (inPage) {
      return null;
    }
    gap.skip(window);
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

  private FileDamaged broken() throws IOException, FileDamaged {
    LiteralBreak.refuseAt(window);
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
