package scout.activities.parse;

import java.util.Arrays;

/** The positions of one CSV row's fields, without their quotes. */
final class CsvFields {
  private final CsvSyntax syntax;
  private final byte delimiter;
  private int count;
  private boolean unclosed;
  private boolean blanksAroundQuotes;
  private int[] from = new int[32];
  private int[] to = new int[32];
  private boolean[] quoted = new boolean[32];

  CsvFields(CsvSyntax syntax) {
    this.syntax = syntax;
    this.delimiter = syntax.delimiter();
  }

  /**
   * Splits a row.
   *
   * @return the index of wrong text after a closing quote, or -1
   */
  int split(byte[] bytes, int start, int end) {
    count = 0;
    unclosed = false;
    blanksAroundQuotes = false;
    int i = start;
    while (true) {
      int open = quote(bytes, i, end);
      if (open < 0) {
        int last = delimiter(bytes, i, end);
        add(i, last, false);
        i = last;
      } else {
        int last = closingQuote(bytes, open + 1, end);
        unclosed = last >= end;
        last = Math.min(last, end);
        add(open + 1, last, true);
        i = afterQuote(bytes, last + 1, end);
      }
      if (i >= end) {
        return -1;
      }
      if (bytes[i] != delimiter) {
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

  /** Returns whether the field is quoted, so that a quote inside is doubled. */
  boolean quoted(int field) {
    return quoted[field];
  }

  /** Returns whether the last field's quote is not closed. */
  boolean unclosed() {
    return unclosed;
  }

  /** Returns whether blanks stood before or after the quotes of a field. */
  boolean blanksAroundQuotes() {
    return blanksAroundQuotes;
  }

  /** Returns whether the field holds nothing but blanks. */
  boolean isBlank(byte[] bytes, int field) {
    int i = from[field];
    while (i < to[field] && AsciiBytes.isBlank(bytes[i])) {
      i++;
    }
    return i >= to[field];
  }

  private int quote(byte[] bytes, int from, int end) {
    if (from < end && bytes[from] == '"') {
      return from;
    }
    if (!syntax.blanksAroundQuotes()) {
      return -1;
    }
    int i = skipBlanks(bytes, from, end);
    boolean isQuote = i < end && bytes[i] == '"';
    blanksAroundQuotes |= isQuote;
    return isQuote ? i : -1;
  }

  private int afterQuote(byte[] bytes, int from, int end) {
    if (from >= end || bytes[from] == delimiter || !syntax.blanksAroundQuotes()) {
      return from;
    }
    int i = skipBlanks(bytes, from, end);
    blanksAroundQuotes |= i > from;
    return i;
  }

  private int skipBlanks(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && syntax.isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  private int delimiter(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && bytes[i] != delimiter) {
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
