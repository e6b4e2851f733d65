package scout.activities.parse;

/**
 * A CSV row ends before the next CR or LF that is not between quotes. A quote opens only at the
 * start of a field; after text that follows a closing quote, the row ends with its line.
 */
final class CsvRowEnd implements Boundary {
  private enum Place {
    FIELD_START,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED
  }

  private Place place = Place.FIELD_START;
  private long scanned;
  private long quoteAt;

  @Override
  public void begin() {
    place = Place.FIELD_START;
    scanned = 0;
  }

  @Override
  public int scan(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (place == Place.QUOTED) {
        i = Words.indexOf(bytes, i, to, (byte) '"');
        if (i < 0) {
          break;
        }
        place = Place.QUOTE_IN_QUOTED;
      } else if (b == '\n' || b == '\r') {
        return i;
      } else if (b == '"' && place != Place.PLAIN) {
        quoteAt = place == Place.FIELD_START ? scanned + i - from : quoteAt;
        place = Place.QUOTED;
      } else {
        place = b == ',' ? Place.FIELD_START : Place.PLAIN;
      }
    }
    scanned += to - from;
    return -1;
  }

  /** Returns whether the row so far ends between quotes. */
  boolean inQuotes() {
    return place == Place.QUOTED;
  }

  /** Returns where in the row the last quoted field's opening quote is; the first byte is 0. */
  long quoteAt() {
    return quoteAt;
  }
}
