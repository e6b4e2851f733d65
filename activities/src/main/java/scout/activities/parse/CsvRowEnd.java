package scout.activities.parse;

/**
 * Finds the ends of a CSV row's lines; the last one ends the row. A quote opens only at the start
 * of a field. If text follows a closing quote, the row ends with its line. Two consecutive zero
 * bytes always end the row: power was cut there.
 */
final class CsvRowEnd implements RecordBoundary {
  private enum Place {
    FIELD_START,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED
  }

  private final CsvSyntax syntax;
  private final byte delimiter;
  private Place place = Place.FIELD_START;
  private long scanned;
  private long quoteAt;
  private long nulAt;

  CsvRowEnd(CsvSyntax syntax) {
    this.syntax = syntax;
    this.delimiter = syntax.delimiter();
  }

  @Override
  public void begin() {
    place = Place.FIELD_START;
    scanned = 0;
    nulAt = -2;
  }

  /**
   * Scans the next bytes of the row.
   *
   * @return the index of the byte that ends a line, or -1; if {@link #inQuotes}, the row continues
   *     after that byte
   */
  @Override
  public int scan(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (place == Place.QUOTED) {
        i = ByteScan.quoteOrControl(bytes, i, to);
        if (i < 0) {
          break;
        }
      }
      byte b = bytes[i];
      if (b <= '\r' && ends(b, scanned + i - from)) {
        scanned += i + 1 - from;
        return i;
      }
      step(b, scanned + i - from);
    }
    scanned += to - from;
    return -1;
  }

  /** Returns whether the row so far ends within quotes. */
  boolean inQuotes() {
    return place == Place.QUOTED;
  }

  /** Returns the last opening quote's place in the row; the first byte is 0. */
  long quoteAt() {
    return quoteAt;
  }

  private void step(byte b, long at) {
    if (place == Place.QUOTED) {
      place = b == '"' ? Place.QUOTE_IN_QUOTED : Place.QUOTED;
    } else if (b == '"' && place != Place.PLAIN) {
      quoteAt = place == Place.FIELD_START ? at : quoteAt;
      place = Place.QUOTED;
    } else if (b == delimiter) {
      place = Place.FIELD_START;
    } else if (place != Place.FIELD_START || !syntax.blanksAroundQuotes() || !syntax.isBlank(b)) {
      place = Place.PLAIN;
    }
  }

  private boolean ends(byte b, long at) {
    if (b == 0) {
      boolean again = nulAt == at - 1;
      nulAt = at;
      return again;
    }
    return b == '\n' || (b == '\r' && syntax.carriageReturns());
  }
}
