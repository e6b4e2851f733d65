package scout.activities.parse;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the next row in the window, line by line if a quoted field spans lines. If one of these
 * lines is a row of its own, the quote is stray and the row ends before it. A row that is far too
 * long is read to its end but not kept.
 */
final class CsvRowFinder {
  /** Room for bytes around a row that don't count for its length. */
  private static final int SLACK = 64 * 1024;

  private final ByteWindow window;
  private final CsvRowEnd lineEnd;
  private final StrayQuote stray;
  private final int kept;
  private final RecordFrame frame = new RecordFrame();
  private long offset;
  private byte[] head;
  private int scanned;
  private int line;
  private boolean spansLines;
  private long nulBytes;

  CsvRowFinder(ByteWindow window, CsvRowEnd lineEnd, StrayQuote stray, int maxRecordBytes) {
    this.window = window;
    this.lineEnd = lineEnd;
    this.stray = stray;
    this.kept = maxRecordBytes + SLACK;
  }

  /**
   * Reads from the next unread byte past the end of the row.
   *
   * @return the row without its end, perhaps empty; the same instance each time
   * @throws FileDamaged if the file ends within quotes
   */
  RecordFrame next() throws IOException, FileDamaged {
    begin();
    while (true) {
      int at = lineEnd.scan(window.bytes(), window.position() + scanned, window.limit());
      if (at < 0) {
        scanned = window.limit() - window.position();
        drop();
        if (!window.fill()) {
          return last();
        }
        continue;
      }
      int end = at - window.position();
      if (isRow(end)) {
        return cut();
      }
      boolean cutOff = window.bytes()[at] == 0;
      if (!lineEnd.inQuotes() || cutOff) {
        return row(end, cutOff ? end : end + 1);
      }
      if (!spansLines && head == null) {
        stray.firstLine(window.bytes(), window.position(), at);
      }
      scanned = end + 1;
      line = end + 1;
      spansLines = true;
    }
  }

  /** Returns whether the last row's quotes held line ends. */
  boolean spansLines() {
    return spansLines;
  }

  /** Returns how many zero bytes followed the last row. */
  long nulBytes() {
    return nulBytes;
  }

  private void begin() {
    lineEnd.begin();
    stray.begin();
    offset = window.offset();
    head = null;
    scanned = 0;
    line = 0;
    spansLines = false;
    nulBytes = 0;
  }

  private boolean isRow(int end) {
    int from = window.position() + line;
    return spansLines && line >= 0 && stray.isRow(window.bytes(), from, window.position() + end);
  }

  /** Drops what is too long to keep, except for the current line. */
  private void drop() {
    while (scanned > kept) {
      int from = window.position();
      if (head == null) {
        head = Arrays.copyOfRange(window.bytes(), from, from + RejectedRecord.MAX_RAW_BYTES);
      }
      boolean keepLine = spansLines && line > 0;
      int dropped = keepLine ? line : scanned;
      window.skip(dropped);
      scanned -= dropped;
      line = keepLine ? 0 : -1;
    }
  }

  private RecordFrame last() throws FileDamaged {
    if (isRow(scanned)) {
      return cut();
    }
    if (lineEnd.inQuotes()) {
      window.skip(scanned);
      long quote = offset + lineEnd.quoteAt();
      throw new FileDamaged(
          DamageCode.UNCLOSED_QUOTE,
          quote,
          "The quote at byte " + (quote + 1) + " is not closed before the file ends.");
    }
    return row(scanned, scanned);
  }

  /** Ends the row before the line that is a row by itself. */
  private RecordFrame cut() {
    return row(Math.max(line - 1, 0), line);
  }

  private RecordFrame row(int length, int read) {
    int from = window.position();
    if (head == null) {
      int end = trimmed(from, from + length);
      frame.whole(window.bytes(), from, end, offset);
    } else {
      frame.head(head, offset, window.offset() + length - offset);
    }
    window.skip(read);
    return frame;
  }

  private int trimmed(int from, int to) {
    byte[] bytes = window.bytes();
    int end = to;
    while (end > from && (bytes[end - 1] == '\r' || bytes[end - 1] == 0)) {
      nulBytes += bytes[end - 1] == 0 ? 1 : 0;
      end--;
    }
    return end;
  }
}
