package scout.activities.parse;

/**
 * The end of a value: where its brackets close, whatever is between them. Brackets in strings don't
 * count. The two kinds count alike, so that a bad element rarely costs the next one. A string ends
 * at its quote, any other word before a comma, bracket or quote.
 */
final class ValueEnd implements RecordBoundary {
  private long depth;
  private boolean inString;
  private boolean escaped;
  private boolean inWord;

  @Override
  public void begin() {
    depth = 0;
    inString = false;
    escaped = false;
    inWord = false;
  }

  @Override
  public int scan(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (inString) {
        i = string(bytes, i, to);
        if (!inString && depth == 0) {
          return i;
        }
        continue;
      }
      byte b = bytes[i];
      if (inWord) {
        if (b == ',' || isSign(b)) {
          return i;
        }
      } else if (isSign(b)) {
        if (b == '"') {
          inString = true;
        } else if (b == '{' || b == '[') {
          depth++;
        } else if (--depth <= 0) {
          return depth < 0 ? i : i + 1;
        }
      } else if (depth == 0) {
        inWord = true;
        continue;
      }
      i++;
    }
    return -1;
  }

  private static boolean isSign(byte b) {
    return b == '"' || b == '{' || b == '}' || b == '[' || b == ']';
  }

  /** Returns the index after the string's closing quote, or {@code to} if it continues. */
  private int string(byte[] bytes, int from, int to) {
    int i = escaped ? from + 1 : from;
    escaped = false;
    while (i < to) {
      if (i + Long.BYTES <= to) {
        long mask = ByteScan.special(ByteScan.at(bytes, i));
        i += mask == 0 ? Long.BYTES : ByteScan.first(mask);
        if (mask == 0) {
          continue;
        }
      }
      byte b = bytes[i++];
      if (b == '"') {
        inString = false;
        return i;
      }
      if (b == '\\') {
        escaped = i == to;
        i++;
      }
    }
    return to;
  }
}
