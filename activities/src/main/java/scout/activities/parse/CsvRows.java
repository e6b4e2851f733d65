package scout.activities.parse;

import java.io.IOException;

/**
 * The rows of a CSV file that are records. Skips blank lines, rows without any value, and headers.
 */
final class CsvRows implements FileFraming {
  /** DOS wrote it at the end of a text. */
  private static final byte END_OF_FILE = 0x1a;

  private final ByteWindow window;
  private final CsvRowFinder finder;
  private final CsvRowStart rowStart;
  private final CsvTable table;
  private final CsvDecoder decoder;
  private final CellForms forms;
  private final StrayQuote stray;
  private final int maxRecordBytes;
  private final DialectNotes dialect;
  private boolean any;

  CsvRows(
      ByteWindow window,
      CsvTable table,
      CsvDecoder decoder,
      int maxRecordBytes,
      DialectNotes dialect) {
    this.window = window;
    this.table = table;
    this.decoder = decoder;
    this.maxRecordBytes = maxRecordBytes;
    this.dialect = dialect;
    forms = new CellForms();
    stray = new StrayQuote(table, forms);
    rowStart = new CsvRowStart(window, dialect);
    CsvRowEnd end = new CsvRowEnd(table.syntax());
    finder = new CsvRowFinder(window, end, stray, maxRecordBytes);
  }

  @Override
  public RecordFrame next() throws IOException, FileDamaged {
    while (rowStart.find()) {
      RecordFrame row = finder.next();
      dialect.add(DialectNote.NUL_BYTES, finder.nulBytes());
      skipEndOfFile(row);
      if (row.length() > maxRecordBytes || (!isBlankLine(row) && isRecord(row))) {
        decoder.count();
        any = true;
        if (stray.rows() >= 2) {
          checkSwallowed(row);
        }
        return row;
      }
    }
    if (!any && table.header().isContent()) {
      throw new FileDamaged(
          DamageCode.CSV_NO_HEADER,
          0,
          "The file holds a single line without columns, and it seems to be no name: a page that"
              + " was saved in place of the sales, or sales that are parted or packed otherwise. A"
              + " closed shop sends the names of its columns.");
    }
    return null;
  }

  private boolean isRecord(RecordFrame row) throws FileDamaged {
    CsvFields fields = decoder.split(row);
    if (!decoder.quotesMatch()) {
      return true;
    }
    byte[] bytes = row.bytes();
    if (fields.isBlank(bytes, 0) && hasNoValue(bytes, fields)) {
      dialect.add(DialectNote.EMPTY_ROWS, 1);
      return false;
    }
    return !mayBeHeader(bytes, fields) || !isHeader(row, fields);
  }

  /** A cheap test: the cell that identifies rows has more digits than a name. */
  private boolean mayBeHeader(byte[] bytes, CsvFields fields) {
    boolean fits = table.header().fits(fields.count()) || table.isFilled(fields.count());
    int known = table.header().knownColumn();
    if (known < 0) {
      return !fits || table.beginsWithName(bytes, fields);
    }
    if (known >= fields.count()) {
      return true;
    }
    forms.look(bytes, fields.from(known), fields.to(known));
    if (fits) {
      forms.learn();
    }
    return table.header().mayBeName(forms.digits()) && !fields.isBlank(bytes, known);
  }

  private boolean isHeader(RecordFrame row, CsvFields fields) throws FileDamaged {
    CsvHeaderCells cells = table.cells(row.bytes(), fields);
    if (table.header().isRepeatedBy(cells)) {
      dialect.add(DialectNote.REPEATED_HEADERS, 1);
      return true;
    }
    if (table.header().isReplacedBy(cells)) {
      dialect.add(DialectNote.NEW_HEADERS, 1);
      table.header(CsvHeader.of(cells, row.offset()));
      return true;
    }
    return false;
  }

  private static boolean hasNoValue(byte[] bytes, CsvFields fields) {
    int field = 1;
    while (field < fields.count() && fields.isBlank(bytes, field)) {
      field++;
    }
    return field == fields.count();
  }

  private static boolean isBlankLine(RecordFrame row) {
    int i = row.start();
    while (i < row.end() && AsciiBytes.isBlank(row.bytes()[i])) {
      i++;
    }
    return i == row.end();
  }

  private void skipEndOfFile(RecordFrame row) throws IOException, FileDamaged {
    while (row.isWhole()
        && row.length() > 0
        && row.bytes()[row.end() - 1] == END_OF_FILE
        && window.peek() < 0) {
      row.cut(row.end() - 1);
      dialect.add(DialectNote.END_OF_FILE_MARKS, 1);
    }
  }

  private void checkSwallowed(RecordFrame row) throws FileDamaged {
    if (row.length() > maxRecordBytes || decoder.rejects(row)) {
      throw new FileDamaged(
          DamageCode.RECORDS_SWALLOWED,
          row.offset(),
          "The row at byte "
              + (row.offset() + 1)
              + " can't be read, and "
              + stray.rows()
              + " of the lines in its quotes are rows by themselves. Repair its quotes.");
    }
  }
}
