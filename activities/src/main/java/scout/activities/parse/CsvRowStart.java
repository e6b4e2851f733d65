package scout.activities.parse;

import java.io.IOException;

/** Skips bytes before a row that are no part of it. */
final class CsvRowStart {
  private final ByteWindow window;
  private final DialectNotes dialect;

  CsvRowStart(ByteWindow window, DialectNotes dialect) {
    this.window = window;
    this.dialect = dialect;
  }

  /**
   * Skips and counts zero bytes and byte order marks.
   *
   * @return false at the end of the file
   */
  boolean find() throws IOException, FileDamaged {
    int first = window.peek();
    while (first == 0 || (first == 0xef && isMark())) {
      window.skip(first == 0 ? 1 : 3);
      dialect.add(first == 0 ? DialectNote.NUL_BYTES : DialectNote.BYTE_ORDER_MARKS, 1);
      first = window.peek();
    }
    return first >= 0;
  }

  private boolean isMark() throws IOException, FileDamaged {
    window.lookAhead(3);
    byte[] bytes = window.bytes();
    int at = window.position();
    return window.limit() - at >= 3 && bytes[at + 1] == (byte) 0xbb && bytes[at + 2] == (byte) 0xbf;
  }
}
