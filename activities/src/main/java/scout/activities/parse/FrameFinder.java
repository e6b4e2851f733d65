package scout.activities.parse;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the next record in the window by asking a {@link RecordBoundary}. A record that is far too
 * long is read to its end but not kept.
 */
final class FrameFinder {
  /** Room for the blanks around a record, which don't count for its length. */
  private static final int SLACK = 64 * 1024;

  private final ByteWindow window;
  private final int kept;
  private final RecordFrame frame = new RecordFrame();
  private boolean endOfFile;

  FrameFinder(ByteWindow window, int maxRecordBytes) {
    this.window = window;
    this.kept = maxRecordBytes + SLACK;
  }

  /** Returns whether the end of the file ended the last record. */
  boolean endOfFile() {
    return endOfFile;
  }

  /**
   * Reads from the next unread byte to the boundary or the end of the file.
   *
   * @return the record's place, maybe empty; the same instance each time
   */
  RecordFrame next(RecordBoundary boundary) throws IOException, FileDamaged {
    RecordFrame found = whole(boundary);
    return found == null ? rest(boundary) : found;
  }

  /**
   * Does the same, for records that fit only.
   *
   * @return null if it is far too long; then nothing is read, and the caller must call {@link
   *     #rest} or rewind the window
   */
  RecordFrame whole(RecordBoundary boundary) throws IOException, FileDamaged {
    boundary.begin();
    endOfFile = false;
    long offset = window.offset();
    int scanned = 0;
    int end = -1;
    while (end < 0 && !endOfFile) {
      end = boundary.scan(window.bytes(), window.position() + scanned, window.limit());
      if (end < 0) {
        scanned = window.limit() - window.position();
        if (scanned > kept) {
          return null;
        }
        endOfFile = !window.fill();
      }
    }
    int from = window.position();
    int to = end < 0 ? window.limit() : end;
    frame.whole(window.bytes(), from, to, offset);
    window.skip(to - from);
    return frame;
  }

  /** Reads to the end of the record that {@link #whole} found too long. */
  RecordFrame rest(RecordBoundary boundary) throws IOException, FileDamaged {
    long offset = window.offset();
    int from = window.position();
    byte[] head = Arrays.copyOfRange(window.bytes(), from, from + RejectedRecord.MAX_RAW_BYTES);
    window.skip(window.limit() - from);
    int end = -1;
    while (end < 0 && window.peek() >= 0) {
      end = boundary.scan(window.bytes(), window.position(), window.limit());
      window.skip((end < 0 ? window.limit() : end) - window.position());
    }
    endOfFile = end < 0;
    frame.head(head, offset, window.offset() - offset);
    return frame;
  }
}
