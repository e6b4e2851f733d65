package scout.activities.parse;

/**
 * A record ends where its brackets close, whatever is between them: brackets in strings don't
 * count, and the two kinds aren't told apart, so that a bad element rarely costs the next one. A
 * string ends at its quote, and any other word before a comma, bracket or quote.
 */
final class ValueEnd implements Boundary {
  private enum Place {
    START,
    BETWEEN,
    STRING,
    ESCAPE,
    WORD
  }

  private Place place = Place.START;
  private long depth;

  @Override
  public void begin() {
    place = Place.START;
    depth = 0;
  }

  @Override
  public int scan(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      switch (place) {
        case STRING -> {
          if (b == '"' && depth == 0) {
            return i + 1;
          }
          place = b == '"' ? Place.BETWEEN : b == '\\' ? Place.ESCAPE : Place.STRING;
        }
        case ESCAPE -> place = Place.STRING;
        case START, BETWEEN -> {
          if (b == '"') {
            place = Place.STRING;
          } else if (b == '{' || b == '[') {
            place = Place.BETWEEN;
            depth++;
          } else if (b == '}' || b == ']') {
            depth--;
            if (depth <= 0) {
              return depth < 0 ? i : i + 1;
            }
          } else if (place == Place.START) {
            place = Place.WORD;
            continue;
          }
        }
        case WORD -> {
          if (b == ',' || b == ']' || b == '}' || b == '{' || b == '[' || b == '"') {
            return i;
          }
        }
      }
      i++;
    }
    return -1;
  }
}
