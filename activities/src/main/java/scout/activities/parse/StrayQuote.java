package scout.activities.parse;

/**
 * Tells whether a line within a quoted field is a row of its own, so that the quote is stray. A row
 * is known by the cell of its time, else of its id: it has the form of those before.
 */
final class StrayQuote {
  private static final int LEAST_COLUMNS = 3;

  /** A time has at least as many digits, whatever its form. */
  private static final int DIGITS_OF_TIME = 6;

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

  /** Returns how many of the row's lines have as many fields as the header, and are in no form. */
  int rows() {
    return rows;
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
    boolean isRow = known >= 0 && isRow(bytes, known, whole);
    rows += whole && !isRow && mayBeRow(bytes, known) ? 1 : 0;
    return isRow;
  }

  private boolean isRow(byte[] bytes, int known, boolean whole) {
    int last = fields.count() - 1;
    // A quote that opens behind the cell may be stray as well, or hold a line end.
    boolean begins = whole || last > known && (fields.unclosed() || table.isFilled(last + 1));
    if (!begins || holdsQuote(bytes, known)) {
      return false;
    }
    forms.look(bytes, fields.from(known), fields.to(known));
    return forms.isEmpty() ? forms.digits() >= DIGITS_OF_TIME : forms.known();
  }

  /** A quote within a cell may be the one that closes the field, so that the line is its end. */
  private boolean holdsQuote(byte[] bytes, int upTo) {
    for (int cell = 0; cell <= upTo; cell++) {
      if (!fields.quoted(cell)
          && Words.indexOf(bytes, fields.from(cell), fields.to(cell), (byte) '"') >= 0) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBeRow(byte[] bytes, int known) {
    if (known < 0) {
      return true;
    }
    forms.look(bytes, fields.from(known), fields.to(known));
    return forms.digits() > 0;
  }
}
