package scout.activities.parse;

import scout.activities.fields.FieldNames;

/** The header as read with one delimiter. */
final class CsvHeaderReading {
  private final byte delimiter;
  private final CsvFields fields;
  private int end = -1;
  private int next;
  private boolean carriageReturns;
  private int unclosedAt = -1;
  private int afterQuote = -1;
  private CsvHeaderCells cells;

  CsvHeaderReading(byte delimiter) {
    this.delimiter = delimiter;
    this.fields = new CsvFields(new CsvSyntax(delimiter, false, true));
  }

  /**
   * Reads the header from the start of {@code bytes[from, to)}.
   *
   * @param all whether the file ends at {@code to}
   * @return false if the header continues after {@code to}
   */
  boolean read(byte[] bytes, int from, int to, boolean all, FieldNames lookedFor) {
    find(bytes, from, to, all);
    if (end < 0) {
      return false;
    }
    int last = end;
    while (last > from && (bytes[last - 1] == '\r' || bytes[last - 1] == 0)) {
      last--;
    }
    afterQuote = fields.split(bytes, from, last);
    cells = CsvHeaderCells.of(bytes, fields, lookedFor);
    return true;
  }

  byte delimiter() {
    return delimiter;
  }

  /** Returns whether this reading is valid and has two or more columns. */
  boolean parts() {
    return cells != null && !isBroken() && cells.cells() > 1;
  }

  /** Returns whether text follows a closing quote, or a quote is unclosed. */
  boolean isBroken() {
    return afterQuote >= 0 || unclosedAt >= 0;
  }

  /** Returns the place of the quote that the file doesn't close, or -1. */
  int unclosedAt() {
    return unclosedAt;
  }

  CsvHeaderCells cells() {
    return cells;
  }

  /** Returns where the header ends, without its line end, or -1 if it is incomplete. */
  int end() {
    return end;
  }

  /** Returns where the first byte after the header is. */
  int next() {
    return next;
  }

  /** Returns how the file is written. */
  CsvSyntax syntax() {
    return new CsvSyntax(delimiter, carriageReturns, fields.blanksAroundQuotes());
  }

  private void find(byte[] bytes, int from, int to, boolean all) {
    unclosedAt = -1;
    boolean atStart = true;
    int i = from;
    while (i < to && !isLineEnd(bytes, i, to, all)) {
      byte b = bytes[i];
      if (b == '"' && atStart) {
        int close = close(bytes, i + 1, to);
        if (close < 0) {
          unclosedAt = i;
          i = to;
          break;
        }
        i = close;
      }
      atStart = b == delimiter || (atStart && (b == ' ' || b == '\t'));
      i++;
    }
    boolean ended = i < to;
    end = ended || all ? i : -1;
    next = ended ? i + 1 : i;
  }

  /** The line ends at an LF, or at a CR unless an LF follows it, perhaps after further CRs. */
  private boolean isLineEnd(byte[] bytes, int i, int to, boolean all) {
    if (bytes[i] != '\r') {
      return bytes[i] == '\n';
    }
    int after = i;
    while (after < to && bytes[after] == '\r') {
      after++;
    }
    carriageReturns = after < to ? bytes[after] != '\n' : all;
    return carriageReturns;
  }

  private static int close(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && (bytes[i] != '"' || (i + 1 < to && bytes[i + 1] == '"'))) {
      i += bytes[i] == '"' ? 2 : 1;
    }
    return i < to ? i : -1;
  }
}
