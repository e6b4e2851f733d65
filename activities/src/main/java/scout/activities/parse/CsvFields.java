package scout.activities.parse;

import java.util.Arrays;

/** Where the fields of one CSV row lie, without their quotes. */
final class CsvFields {
  private int count;
  private int[] from = new int[32];
  private int[] to = new int[32];
  private boolean[] quoted = new boolean[32];

  /**
   * Splits a row.
   *
   * @return the index of text that follows a closing quote, where there must be none, or -1
   */
  int split(byte[] bytes, int start, int end) {
    count = 0;
    int i = start;
    while (true) {
      boolean inQuotes = i < end && bytes[i] == '"';
      int first = inQuotes ? i + 1 : i;
      int last = inQuotes ? closingQuote(bytes, first, end) : comma(bytes, first, end);
      add(first, last, inQuotes);
      i = inQuotes ? last + 1 : last;
      if (i >= end) {
        return -1;
      }
      if (bytes[i] != ',') {
        return i;
      }
      i++;
    }
  }

  int count() {
    return count;
  }

  int from(int field) {
    return from[field];
  }

  int to(int field) {
    return to[field];
  }

  /** Returns whether the field was quoted, so that a quote in it is written twice. */
  boolean quoted(int field) {
    return quoted[field];
  }

  private static int comma(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && bytes[i] != ',') {
      i++;
    }
    return i;
  }

  private static int closingQuote(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && (bytes[i] != '"' || (i + 1 < end && bytes[i + 1] == '"'))) {
      i += bytes[i] == '"' ? 2 : 1;
    }
    return i;
  }

  private void add(int first, int last, boolean inQuotes) {
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
      quoted = Arrays.copyOf(quoted, 2 * count);
    }
    from[count] = first;
    to[count] = last;
    quoted[count] = inQuotes;
    count++;
  }
}
