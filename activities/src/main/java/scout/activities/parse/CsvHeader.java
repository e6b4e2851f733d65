package scout.activities.parse;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The columns that a CSV file's first row names. */
final class CsvHeader {
  /** A number or a date is what a row of data holds, and never a column's name. */
  private static final Pattern DATA =
      Pattern.compile("[-+]?[0-9]+([.,][0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}.*", Pattern.DOTALL);

  private final byte[][] keys;

  private CsvHeader(byte[][] keys) {
    this.keys = keys;
  }

  /**
   * Reads the header.
   *
   * @throws FileDamaged if the row can't be one
   */
  static CsvHeader read(Frame row, int maxRecordBytes) throws FileDamaged {
    if (row.length() > maxRecordBytes) {
      throw damaged(row, DamageCode.CSV_BAD_HEADER, "is longer than a record may be");
    }
    byte[] bytes = row.bytes();
    CsvFields fields = new CsvFields();
    if (fields.split(bytes, row.start(), row.end()) >= 0) {
      throw damaged(row, DamageCode.CSV_BAD_HEADER, "has text after a closing quote");
    }
    if (Utf8.firstInvalid(bytes, row.start(), row.end()) >= 0
        || Words.indexOf(bytes, row.start(), row.end(), (byte) 0) >= 0) {
      throw damaged(row, DamageCode.CSV_BAD_HEADER, "holds bytes that are not UTF-8 text");
    }
    byte[][] keys = new byte[fields.count()][];
    Set<String> names = new HashSet<>();
    for (int column = 0; column < keys.length; column++) {
      JsonBuffer json = new JsonBuffer();
      json.addString(bytes, fields.from(column), fields.to(column), fields.quoted(column));
      String name = JsonText.decode(json.bytes(), 1, json.size() - 1);
      checkName(row, column + 1, name, keys.length);
      if (!names.add(name)) {
        throw damaged(
            row,
            DamageCode.CSV_DUPLICATE_COLUMN,
            "gives column " + (column + 1) + " the name of another one");
      }
      json.add(':');
      keys[column] = Arrays.copyOf(json.bytes(), json.size());
    }
    return new CsvHeader(keys);
  }

  /** Returns how many columns there are. */
  int columns() {
    return keys.length;
  }

  /** Returns a column's name as a JSON string with a colon behind. */
  byte[] key(int column) {
    return keys[column];
  }

  private static void checkName(Frame row, int column, String name, int columns)
      throws FileDamaged {
    if (name.isBlank()) {
      throw damaged(row, DamageCode.CSV_NO_HEADER, "has no name for column " + column);
    }
    if (DATA.matcher(name.strip()).matches()) {
      throw damaged(
          row,
          DamageCode.CSV_NO_HEADER,
          "holds a number or date in column " + column + ", so it is data, not the columns' names");
    }
    if (columns == 1 && (name.indexOf(';') >= 0 || name.indexOf('\t') >= 0)) {
      throw damaged(
          row,
          DamageCode.CSV_DELIMITER,
          "has semicolons or tabs, but commas must part the columns");
    }
  }

  private static FileDamaged damaged(Frame row, DamageCode code, String what) {
    return new FileDamaged(code, row.offset(), "The first row, the header, " + what + ".");
  }
}
