package scout.activities.parse;

/**
 * Detects whether a line in a quoted field is a row of its own, so that the quote is stray. In a
 * row, the cell of the time, else of the id, has the same form as in earlier rows.
 */
final class StrayQuote {
  private static final int LEAST_COLUMNS = 3;

  private final CsvTable table;
  private final CellForms forms;
  private final CsvFields fields;
  private int rows;

  StrayQuote(CsvTable table, CellForms forms) {
    this.table = table;
    this.forms = forms;
    this.fields = new CsvFields(table.syntax());
  }

  /** Forgets the last row. */
  void begin() {
    rows = 0;
  }

  /** Returns how many of the row's lines have the header's number of fields but no known form. */
  int rows() {
    return rows;
  }

  /**
   * Reads the first line {@code bytes[from, to)} of a row with a line end in quotes. If no row came
   * before, its own cell gives the form.
   */
  void firstLine(byte[] bytes, int from, int to) {
    int known = table.header().knownColumn();
    if (forms.isEmpty() && known >= 0) {
      fields.split(bytes, from, to);
      if (fields.count() - 1 > known) {
        forms.look(bytes, fields.from(known), fields.to(known));
        forms.learn();
      }
    }
  }

  /** Returns whether a row begins with the line {@code bytes[from, end)} of a quoted field. */
  boolean isRow(byte[] bytes, int from, int end) {
    CsvHeader header = table.header();
    if (header.columns() < LEAST_COLUMNS) {
      return false;
    }
    int to = end;
    while (to > from && (bytes[to - 1] == '\r' || bytes[to - 1] == 0)) {
      to--;
    }
    if (fields.split(bytes, from, to) >= 0) {
      return false;
    }
    int known = header.knownColumn();
    boolean whole = header.fits(fields.count()) && !fields.unclosed();
    boolean isRow =
        known >= 0 && isRow(bytes, known, whole) && !mayCloseField(bytes, from, to, known);
    rows += whole && !isRow && mayBeRow(bytes, known) ? 1 : 0;
    return isRow;
  }

  private boolean isRow(byte[] bytes, int known, boolean whole) {
    int last = fields.count() - 1;
    // A quote that opens after the cell may be stray too, or enclose a line end.
    boolean begins = whole || last > known && (fields.unclosed() || table.isFilled(last + 1));
    if (!begins) {
      return false;
    }
    forms.look(bytes, fields.from(known), fields.to(known));
    return forms.isEmpty() ? forms.digits() >= CsvHeader.DIGITS_OF_TIME : forms.known();
  }

  /**
   * Returns whether the line's first single quote is where a cell ends. Then it may close the
   * field, and the field may really contain a line end.
   */
  private boolean mayCloseField(byte[] bytes, int from, int end, int known) {
    int upTo = fields.to(known);
    int quote = ByteScan.indexOf(bytes, from, upTo, (byte) '"');
    while (quote >= 0 && quote + 1 < end && bytes[quote + 1] == '"') {
      quote = ByteScan.indexOf(bytes, quote + 2, upTo, (byte) '"');
    }
    return quote >= 0 && (quote + 1 == end || bytes[quote + 1] == table.syntax().delimiter());
  }

  private boolean mayBeRow(byte[] bytes, int known) {
    if (known < 0) {
      return true;
    }
    forms.look(bytes, fields.from(known), fields.to(known));
    return forms.digits() > 0;
  }
}
