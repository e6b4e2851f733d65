package scout.activities.parse;

import java.util.Arrays;

/**
 * Where a record lies. The one instance of a reader is used again for each record, and its bytes
 * are only there until the next one is looked for.
 */
final class RecordFrame {
  private byte[] bytes = {};
  private int start;
  private int end;
  private long offset;
  private long length;

  /** The record is all there: {@code buffer[from, to)}, at {@code offsetInFile}. */
  void whole(byte[] buffer, int from, int to, long offsetInFile) {
    bytes = buffer;
    start = from;
    end = to;
    offset = offsetInFile;
    length = to - from;
  }

  /** The record was too long to keep: there is only its head, and its length. */
  void head(byte[] head, long offsetInFile, long fullLength) {
    whole(head, 0, head.length, offsetInFile);
    length = fullLength;
  }

  /** Returns whether all of the record is there, not only its head. */
  boolean isWhole() {
    return length == end - start;
  }

  /** Leaves out the blanks at the record's end. */
  void trimEnd() {
    if (isWhole()) {
      int to = end;
      while (to > start && AsciiBytes.isBlank(bytes[to - 1])) {
        to--;
      }
      cut(to);
    }
  }

  /** Ends a record that is all there before {@code bytes[to]}. */
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

  /** Returns the record's whole length, also where only its head is there. */
  long length() {
    return length;
  }

  /** Copies what is kept of the record if it is rejected. */
  byte[] raw() {
    return Arrays.copyOfRange(bytes, start, Math.min(end, start + RejectedRecord.MAX_RAW_BYTES));
  }
}
