package scout.activities.parse;

import java.util.Arrays;

/**
 * Turns a CSV row into a JSON object of column names and the fields' exact text. An empty field
 * becomes an empty text.
 */
final class CsvDecoder implements RecordDecoder {
  private final CsvTable table;
  private final JsonCheck check;
  private final DialectNotes dialect;
  private final CsvFields fields;
  private final CsvFieldCounts counts = new CsvFieldCounts();
  private final JsonBuffer json = new JsonBuffer();
  private int[] valueEnds = {};
  private int afterQuote;

  CsvDecoder(CsvTable table, JsonCheck check, DialectNotes dialect) {
    this.table = table;
    this.check = check;
    this.dialect = dialect;
    this.fields = new CsvFields(table.syntax());
  }

  /** Splits a row, which {@link #decode} then relies on. */
  CsvFields split(RecordFrame row) {
    afterQuote = fields.split(row.bytes(), row.start(), row.end());
    return fields;
  }

  /** Returns whether the quotes of the last split row match. */
  boolean quotesMatch() {
    return afterQuote < 0 && !fields.unclosed();
  }

  /** Counts the row as a record. */
  void count() {
    counts.row();
  }

  /** Returns whether the last split row is no good record. */
  boolean rejects(RecordFrame row) {
    return problem(row) != null;
  }

  @Override
  public RecordProblem decode(RecordFrame row, RecordPayload payload) {
    RecordProblem problem = problem(row);
    if (problem == null) {
      boolean filled = table.isFilled(fields.count());
      dialect.add(DialectNote.FILLED_ROWS, filled ? 1 : 0);
      payload.json(json.bytes(), 0, json.size());
    } else if (problem.code() == RejectCode.CSV_FIELD_COUNT) {
      countFields(row);
    }
    return problem;
  }

  @Override
  public String hint(long rejected) {
    return counts.hint(rejected);
  }

  private void countFields(RecordFrame row) {
    int columns = table.header().columns();
    if (fields.count() < columns) {
      counts.shortRow(fields.count(), columns);
    } else {
      int at = ByteScan.indexOf(row.bytes(), row.start(), row.end(), (byte) '\r');
      counts.longRow(columns, at >= 0);
    }
  }

  private RecordProblem problem(RecordFrame row) {
    if (afterQuote >= 0) {
      return new RecordProblem(
          RejectCode.CSV_BAD_QUOTE,
          afterQuote,
          "text follows the closing quote in column " + fields.count());
    }
    if (fields.unclosed()) {
      return new RecordProblem(
          RejectCode.CSV_STRAY_QUOTE,
          row.start(),
          "the quote that opens column " + fields.count() + " is not closed before the next row");
    }
    int columns = table.header().columns();
    if (!table.header().fits(fields.count()) && !table.isFilled(fields.count())) {
      String counted = fields.count() + " fields, the header " + columns;
      return new RecordProblem(RejectCode.CSV_FIELD_COUNT, row.start(), "the row has " + counted);
    }
    for (int column = columns; column < fields.count(); column++) {
      if (!fields.isBlank(row.bytes(), column)) {
        return new RecordProblem(
            RejectCode.CSV_FIELD_COUNT,
            fields.from(column),
            "the row has a value in column " + (column + 1) + ", for which the header has no name");
      }
    }
    write(row.bytes(), columns);
    RecordProblem problem = check.check(json.bytes(), 0, json.size());
    return problem == null ? null : problem.placed("in column " + column(problem.position()));
  }

  private int column(int position) {
    int column = 1;
    while (valueEnds[column - 1] <= position) {
      column++;
    }
    return column;
  }

  private void write(byte[] row, int columns) {
    CsvHeader header = table.header();
    if (valueEnds.length < columns) {
      valueEnds = Arrays.copyOf(valueEnds, columns);
    }
    json.clear();
    for (int column = 0; column < columns; column++) {
      json.add(column == 0 ? '{' : ',');
      json.add(header.key(column));
      if (column < fields.count()) {
        json.addString(row, fields.from(column), fields.to(column), fields.quoted(column));
      } else {
        json.addString(row, 0, 0, false);
      }
      valueEnds[column] = json.size();
    }
    json.add('}');
  }
}
