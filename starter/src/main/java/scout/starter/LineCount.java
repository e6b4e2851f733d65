package scout.starter;

import java.io.OutputStream;

/**
 * Counts records by lines while a file is written into it. Of JSON lines each that isn't blank is a
 * record; of CSV too, but for the header, as long as nothing is quoted and lines end in a line
 * feed: a quoted field may hold line ends.
 */
final class LineCount extends OutputStream {
  private static final int[] MARK = {0xEF, 0xBB, 0xBF};

  private final boolean csv;
  private long bytes;
  private long lines;
  private boolean blank = true;
  private boolean returned;
  private boolean unsure;

  private LineCount(boolean csv) {
    this.csv = csv;
  }

  /** For a file of this name, in lower case; null where counting lines can't tell. */
  static LineCount of(String name) {
    if (name.endsWith(".csv")) {
      return new LineCount(true);
    }
    return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? new LineCount(false) : null;
  }

  @Override
  public void write(int b) {
    int c = b & 0xFF;
    boolean mark = bytes < MARK.length && c == MARK[(int) bytes];
    bytes++;
    if (c == '\n') {
      lines += blank ? 0 : 1;
      blank = true;
    } else {
      unsure |= csv && (c == '"' || returned);
      blank &= mark || c == ' ' || c == '\t' || c == '\r';
    }
    returned = c == '\r';
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(buffer[i]);
    }
  }

  /** The number of records written so far, null if nobody can be sure. */
  Long records() {
    long all = lines + (blank ? 0 : 1);
    return unsure || csv && all == 0 ? null : Long.valueOf(csv ? all - 1 : all);
  }
}
