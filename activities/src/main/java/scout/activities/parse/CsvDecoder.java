package scout.activities.parse;

/**
 * Makes a JSON object of a CSV row: each column's name with the field's text, exactly as it is. An
 * empty field is an empty text.
 */
final class CsvDecoder implements Decoder {
  private final CsvHeader header;
  private final JsonCheck check;
  private final CsvFields fields = new CsvFields();
  private final JsonBuffer json = new JsonBuffer();
  private final int[] valueEnds;

  CsvDecoder(CsvHeader header, JsonCheck check) {
    this.header = header;
    this.check = check;
    this.valueEnds = new int[header.columns()];
  }

  @Override
  public Problem decode(Frame row, Payload payload) {
    int afterQuote = fields.split(row.bytes(), row.start(), row.end());
    if (afterQuote >= 0) {
      return new Problem(
          RejectCode.CSV_BAD_QUOTE,
          afterQuote,
          "text follows the closing quote in column " + fields.count());
    }
    if (fields.count() != header.columns()) {
      String counts = fields.count() + " fields, the header " + header.columns();
      return new Problem(RejectCode.CSV_FIELD_COUNT, row.start(), "the row has " + counts);
    }
    write(row.bytes());
    Problem problem = check.check(json.bytes(), 0, json.size());
    if (problem != null) {
      return problem.placed("in column " + column(problem.position()));
    }
    payload.json(json.bytes(), 0, json.size());
    return null;
  }

  private int column(int position) {
    int column = 1;
    while (valueEnds[column - 1] <= position) {
      column++;
    }
    return column;
  }

  private void write(byte[] row) {
    json.clear();
    for (int column = 0; column < header.columns(); column++) {
      json.add(column == 0 ? '{' : ',');
      json.add(header.key(column));
      json.addString(row, fields.from(column), fields.to(column), fields.quoted(column));
      valueEnds[column] = json.size();
    }
    json.add('}');
  }
}
