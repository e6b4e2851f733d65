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
   * Skips and counts zero bytes, byte order marks, and the end-of-file marks of files that were put
   * together.
   *
   * @return false at the end of the file
   */
  boolean find() throws IOException, FileDamaged {
    for (DialectNote note = skipped(); note != null; note = skipped()) {
      window.skip(note == DialectNote.BYTE_ORDER_MARKS ? 3 : 1);
      dialect.add(note, 1);
    }
    return window.peek() >= 0;
  }

  /** Returns what the next byte is, or null if a row begins or the file ends. */
  private DialectNote skipped() throws IOException, FileDamaged {
    return switch (window.peek()) {
      case 0 -> DialectNote.NUL_BYTES;
      case RecordGap.END_OF_FILE -> DialectNote.END_OF_FILE_MARKS;
      case 0xef -> isMark() ? DialectNote.BYTE_ORDER_MARKS : null;
      default -> null;
    };
  }

  private boolean isMark() throws IOException, FileDamaged {
    window.lookAhead(3);
    byte[] bytes = window.bytes();
    int at = window.position();
    return window.limit() - at >= 3 && bytes[at + 1] == (byte) 0xbb && bytes[at + 2] == (byte) 0xbf;
  }
}
