package scout.activities.parse;

import java.util.Arrays;

/**
 * The place of a record. A reader reuses one instance for all records. Its bytes are valid only
 * until the next record is searched.
 */
final class RecordFrame {
  private byte[] bytes = {};
  private int start;
  private int end;
  private long offset;
  private long length;

  /** Sets a whole record: {@code buffer[from, to)}, at {@code offsetInFile}. */
  void whole(byte[] buffer, int from, int to, long offsetInFile) {
    bytes = buffer;
    start = from;
    end = to;
    offset = offsetInFile;
    length = to - from;
  }

  /** Sets a record that was too long to keep, with only its head and its length. */
  void head(byte[] head, long offsetInFile, long fullLength) {
    whole(head, 0, head.length, offsetInFile);
    length = fullLength;
  }

  /** Returns whether it holds the whole record, not only its head. */
  boolean isWhole() {
    return length == end - start;
  }

  /** Removes the blanks at the record's end. */
  void trimEnd() {
    if (isWhole()) {
      int to = end;
      while (to > start && AsciiBytes.isBlank(bytes[to - 1])) {
        to--;
      }
      cut(to);
    }
  }

  /** Ends a whole record before {@code bytes[to]}. */
  void cut(int to) {
    end = to;
    length = to - start;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Returns where the record's first byte is in the file. */
  long offset() {
    return offset;
  }

  /** Returns the record's full length, even if it holds only the head. */
  long length() {
    return length;
  }

  /** Copies the bytes to keep if the record is rejected. */
  byte[] raw() {
    return Arrays.copyOfRange(bytes, start, Math.min(end, start + RejectedRecord.MAX_RAW_BYTES));
  }
}
