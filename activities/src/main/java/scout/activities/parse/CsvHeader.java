package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import scout.activities.fields.PayloadField;

/** The columns that a CSV file's header names. */
final class CsvHeader {
  /** A number or a date is data, never a column's name. */
  private static final Pattern DATA =
      Pattern.compile("[-+]?[0-9]+([.,][0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}.*", Pattern.DOTALL);

  /**
   * Signs of content: a control character or another one that parts or packs values, an address, a
   * word as long as no one writes it. A name or a closed shop's message has none of them.
   */
  private static final Pattern CONTENT =
      Pattern.compile("[\\p{Cntrl}&&[^\\t\\r\\n]]|[~^<=]|://|[!-}]{65}");

  /** A time has at least this many digits in any form; a column's name hardly ever has. */
  static final int DIGITS_OF_TIME = 6;

  private final CsvHeaderCells row;
  private final byte[][] keys;
  private final int known;
  private final int leastDigits;

  private CsvHeader(CsvHeaderCells row, byte[][] keys) {
    this.row = row;
    this.keys = keys;
    int time = row.fields().indexOf(PayloadField.TIMESTAMP);
    this.known = time >= 0 ? time : row.fields().indexOf(PayloadField.TRANSACTION_ID);
    this.leastDigits = time >= 0 ? DIGITS_OF_TIME : 1;
  }

  /**
   * Takes a row as the header.
   *
   * @param offset where the row is in the file
   * @throws FileDamaged if the row is no valid header
   */
  static CsvHeader of(CsvHeaderCells row, long offset) throws FileDamaged {
    List<String> names = row.names();
    if (names.isEmpty()) {
      throw damaged(offset, DamageCode.CSV_NO_HEADER, "has no name for any column");
    }
    byte[][] keys = new byte[names.size()][];
    Set<String> seen = new HashSet<>();
    for (int column = 0; column < keys.length; column++) {
      String name = names.get(column);
      checkName(name, column + 1, offset);
      if (!seen.add(name)) {
        throw damaged(
            offset,
            DamageCode.CSV_DUPLICATE_COLUMN,
            "gives column " + (column + 1) + " the name of another one");
      }
      JsonBuffer json = new JsonBuffer();
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      json.addString(text, 0, text.length, false);
      json.add(':');
      keys[column] = Arrays.copyOf(json.bytes(), json.size());
    }
    return new CsvHeader(row, keys);
  }

  /** Returns how many columns have a name. */
  int columns() {
    return keys.length;
  }

  /** Returns a column's name as a JSON string, followed by a colon. */
  byte[] key(int column) {
    return keys[column];
  }

  /** Returns a column's name. */
  String name(int column) {
    return row.names().get(column);
  }

  /** Returns whether a row with this many fields is complete. */
  boolean fits(int count) {
    return count == keys.length || count == row.cells();
  }

  /** Returns the column that identifies rows: the time's, else the id's; -1 for none. */
  int knownColumn() {
    return known;
  }

  /** Returns whether a cell of the known column with so many digits may be a name. */
  boolean mayBeName(int digits) {
    return digits < leastDigits;
  }

  /** Returns whether it is a single text that Scout doesn't look for and that seems content. */
  boolean isContent() {
    return keys.length == 1 && row.known() == 0 && CONTENT.matcher(name(0)).find();
  }

  /** Returns whether another row repeats this header. */
  boolean isRepeatedBy(CsvHeaderCells other) {
    return other.names().equals(row.names());
  }

  /** Returns whether another row is a header with other names for Scout's fields. */
  boolean isReplacedBy(CsvHeaderCells other) {
    long before = row.known();
    return before >= 2 && other.known() >= Math.max(2, (before + 1) / 2);
  }

  /** Returns the failure for a damaged header at a byte of the file. */
  static FileDamaged damaged(long offset, DamageCode code, String what) {
    return new FileDamaged(
        code, offset, "The header, the row at byte " + (offset + 1) + ", " + what + ".");
  }

  private static void checkName(String name, int column, long offset) throws FileDamaged {
    if (name.isEmpty()) {
      throw damaged(offset, DamageCode.CSV_NO_HEADER, "has no name for column " + column);
    }
    if (DATA.matcher(name).matches()) {
      throw damaged(
          offset,
          DamageCode.CSV_NO_HEADER,
          "holds a number or date in column " + column + ", so it is data, not the columns' names");
    }
  }
}
