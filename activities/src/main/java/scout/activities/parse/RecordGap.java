package scout.activities.parse;

import java.io.IOException;

/**
 * Skips bytes between records: blanks, zero bytes left by a power cut, byte order marks of
 * concatenated files, the old end-of-file byte, RFC 7464's record separators. Counts all but
 * blanks.
 */
final class RecordGap {
  static final byte END_OF_FILE = 0x1a;
  static final byte SEPARATOR = 0x1e;

  private final DialectNotes dialect;
  private int indentation;
  private boolean separated;

  RecordGap(DialectNotes dialect) {
    this.dialect = dialect;
  }

  /** Skips bytes up to the next record. */
  void skip(ByteWindow window) throws IOException, FileDamaged {
    indentation = -1;
    separated = false;
    for (int next = window.peek(); next >= 0; next = window.peek()) {
      if (next == '\n') {
        indentation = 0;
      } else if (next == ' ' || next == '\t' || next == '\r') {
        indentation += indentation < 0 ? 0 : 1;
      } else if (next > ' ' && next != 0xef) {
        return;
      } else if (next == 0xef) {
        window.lookAhead(3);
        if (!isMark(window.bytes(), window.position(), window.limit())) {
          return;
        }
        dialect.add(DialectNote.BYTE_ORDER_MARKS, 1);
        window.skip(2);
      } else if (!count((byte) next)) {
        return;
      }
      window.skip(1);
    }
  }

  /**
   * Returns how many blanks the last skip had after its last line feed, -1 if it had no line feed.
   */
  int indentation() {
    return indentation;
  }

  /** Returns whether the last skip had a record separator. */
  boolean separated() {
    return separated;
  }

  /** Removes the same kinds of bytes at the end of a whole record. */
  void trimEnd(RecordFrame frame) {
    frame.trimEnd();
    for (int skipped = atEnd(frame); skipped > 0; skipped = atEnd(frame)) {
      frame.cut(frame.end() - skipped);
      frame.trimEnd();
    }
  }

  /** Returns the length of the mark or separator that ends a whole record; 0 for none. */
  private int atEnd(RecordFrame frame) {
    int end = frame.end();
    if (!frame.isWhole() || end == frame.start()) {
      return 0;
    }
    if (end - frame.start() >= 3 && isMark(frame.bytes(), end - 3, end)) {
      dialect.add(DialectNote.BYTE_ORDER_MARKS, 1);
      return 3;
    }
    return count(frame.bytes()[end - 1]) ? 1 : 0;
  }

  /** Returns the index of the first byte that may be a record's in {@code bytes[from, to)}. */
  int skip(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (isMark(bytes, i, to)) {
        dialect.add(DialectNote.BYTE_ORDER_MARKS, 1);
        i += 3;
      } else if (AsciiBytes.isBlank(bytes[i]) || count(bytes[i])) {
        i++;
      } else {
        return i;
      }
    }
    return i;
  }

  private boolean count(byte b) {
    switch (b) {
      case 0 -> dialect.add(DialectNote.NUL_BYTES, 1);
      case END_OF_FILE -> dialect.add(DialectNote.END_OF_FILE_MARKS, 1);
      case SEPARATOR -> {
        dialect.add(DialectNote.RECORD_SEPARATORS, 1);
        separated = true;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean isMark(byte[] bytes, int i, int to) {
    return to - i >= 3
        && bytes[i] == (byte) 0xef
        && bytes[i + 1] == (byte) 0xbb
        && bytes[i + 2] == (byte) 0xbf;
  }
}
