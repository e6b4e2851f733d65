package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import scout.activities.fields.FieldNames;

/** A CSV file's table: its syntax, and its columns as of the last row read. */
final class CsvTable {
  private final CsvSyntax syntax;
  private final FieldNames lookedFor;
  private final boolean fillShortRows;
  private CsvHeader header;
  private byte[] firstName;

  CsvTable(CsvSyntax syntax, FieldNames lookedFor, boolean fillShortRows, CsvHeader header) {
    this.syntax = syntax;
    this.lookedFor = lookedFor;
    this.fillShortRows = fillShortRows;
    header(header);
  }

  CsvSyntax syntax() {
    return syntax;
  }

  /** Returns the header of the last row read. */
  CsvHeader header() {
    return header;
  }

  /** Sets another header for the following rows. */
  void header(CsvHeader next) {
    header = next;
    firstName = next.name(0).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether a row with so few fields is filled up. */
  boolean isFilled(int count) {
    return fillShortRows && count < header.columns();
  }

  /** Returns a split row as names. */
  CsvHeaderCells cells(byte[] row, CsvFields split) {
    return CsvHeaderCells.of(row, split, lookedFor);
  }

  /** Returns whether the row begins with the first column's name. */
  boolean beginsWithName(byte[] row, CsvFields split) {
    int length = split.to(0) - split.from(0);
    return length == firstName.length
        && Arrays.equals(row, split.from(0), split.to(0), firstName, 0, firstName.length);
  }
}
