package scout.storage.upload;

import java.util.Optional;

/**
 * Counts records by lines. {@code edge/scout-upload} must give the same count for any content. In
 * JSON lines, each non-blank line is a record. The same holds for CSV after the header, if nothing
 * is quoted and lines end in a line feed, since a quoted field may contain line ends. Content that
 * starts like gzip, zstd or UTF-16, or contains a NUL, is not counted.
 */
public final class LineCount {
  private static final int[] MARK = {0xEF, 0xBB, 0xBF};
  private static final int[][] NO_LINES = {
    {0x1F, 0x8B}, {0x28, 0xB5, 0x2F, 0xFD}, {0xFE, 0xFF}, {0xFF, 0xFE}
  };
  private static final int LONGEST_START = 4;

  private final boolean csv;
  private final int[] start = new int[LONGEST_START];
  private long bytes;
  private long lines;
  private boolean blank = true;
  private boolean returned;
  private boolean unsure;

  private LineCount(boolean csv) {
    this.csv = csv;
  }

  /**
   * Starts to count a file's unpacked content.
   *
   * @return empty if lines don't give the count
   */
  public static Optional<LineCount> of(InputName name) {
    return switch (name.records()) {
      case CSV -> Optional.of(new LineCount(true));
      case JSON_LINES -> Optional.of(new LineCount(false));
      case JSON -> Optional.empty();
    };
  }

  /** Counts the next bytes of the content. */
  public void take(byte[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      take(buffer[i] & 0xFF);
    }
  }

  private void take(int b) {
    if (bytes < LONGEST_START) {
      start[(int) bytes] = b;
    }
    bytes++;
    if (b == '\n') {
      lines += blank ? 0 : 1;
      blank = true;
    } else {
      // The script tests for 1 instead of 0, because not every awk supports NUL.
      unsure |= b <= 1 || csv && (b == '"' || returned);
      blank &= b == ' ' || b == '\t' || b == '\r';
      if (bytes == MARK.length && begins(MARK)) {
        blank = true;
      }
    }
    returned = b == '\r';
  }

  /** Returns the number of records so far, null if it is uncertain. */
  public Long records() {
    for (int[] sign : NO_LINES) {
      unsure |= begins(sign);
    }
    long all = lines + (blank ? 0 : 1);
    return unsure || csv && all == 0 ? null : Long.valueOf(csv ? all - 1 : all);
  }

  private boolean begins(int[] sign) {
    for (int i = 0; i < sign.length; i++) {
      if (bytes <= i || start[i] != sign[i]) {
        return false;
      }
    }
    return true;
  }
}
