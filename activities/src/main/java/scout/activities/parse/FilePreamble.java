package scout.activities.parse;

import java.io.IOException;

/**
 * Skips what precedes a file's first record: byte order marks, blanks, and the zero bytes that a
 * power cut leaves.
 */
final class FilePreamble {
  private static final int MARK_LENGTH = 3;
  private static final int END_OF_FILE = 0x1a;

  /** How many end-of-file marks and blanks a file without a record may end with. */
  private static final int LOOK = 64 * 1024;

  private FilePreamble() {}

  /**
   * Skips to the file's first record and notes what was skipped.
   *
   * @return false if the file ends before one
   */
  static boolean skip(ByteWindow window, DialectNotes dialect) throws IOException, FileDamaged {
    long marks = 0;
    long zeros = 0;
    while (true) {
      window.skipBlanks();
      window.lookAhead(MARK_LENGTH);
      if (isMark(window)) {
        // In converted text, the encoding's own mark is already removed.
        marks += window.offset() == 0 && !dialect.has(DialectNote.ENCODING) ? 0 : 1;
        window.skip(MARK_LENGTH);
      } else if (window.peek() == 0) {
        window.skip(1);
        zeros++;
      } else {
        break;
      }
    }
    dialect.add(DialectNote.BYTE_ORDER_MARKS, marks);
    dialect.add(DialectNote.NUL_BYTES, zeros);
    skipEnd(window, dialect);
    return window.peek() >= 0;
  }

  /** Skips end-of-file marks at the end of the file. */
  private static void skipEnd(ByteWindow window, DialectNotes dialect)
      throws IOException, FileDamaged {
    if (window.peek() != END_OF_FILE) {
      return;
    }
    window.lookAhead(LOOK);
    int marks = 0;
    int zeros = 0;
    for (int i = window.position(); i < window.limit(); i++) {
      byte b = window.bytes()[i];
      marks += b == END_OF_FILE ? 1 : 0;
      zeros += b == 0 ? 1 : 0;
      if (b != END_OF_FILE && b != 0 && !AsciiBytes.isBlank(b)) {
        return;
      }
    }
    window.skip(window.limit() - window.position());
    dialect.add(DialectNote.END_OF_FILE_MARKS, marks);
    dialect.add(DialectNote.NUL_BYTES, zeros);
  }

  private static boolean isMark(ByteWindow window) {
    int at = window.position();
    byte[] bytes = window.bytes();
    return window.limit() - at >= MARK_LENGTH
        && bytes[at] == (byte) 0xef
        && bytes[at + 1] == (byte) 0xbb
        && bytes[at + 2] == (byte) 0xbf;
  }
}
