package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import scout.activities.fields.FieldNames;
import scout.activities.fields.PayloadField;

/**
 * A row read as names.
 *
 * @param names the cells' text, trimmed, up to the last one that has any
 * @param cells how many cells the row has
 * @param trimmed how many names had blanks or invisible marks around them
 * @param marks how many byte order marks stood in the first cell
 * @param fields the field that each name stands for; null for none
 */
record CsvHeaderCells(
    List<String> names, int cells, int trimmed, int marks, List<PayloadField> fields) {
  private static final String AROUND = "[\\s\\h\\x{FEFF}\\x{200B}-\\x{200F}\\x{2060}\\x{00AD}]+";
  private static final Pattern BEFORE = Pattern.compile("^" + AROUND);
  private static final Pattern BEHIND = Pattern.compile(AROUND + "$");

  /** Reads a row that was split. */
  static CsvHeaderCells of(byte[] row, CsvFields split, FieldNames lookedFor) {
    List<String> names = new ArrayList<>();
    int trimmed = 0;
    int marks = 0;
    for (int cell = 0; cell < split.count(); cell++) {
      String text = text(row, split, cell);
      if (cell == 0) {
        String marked = text;
        text = text.replace("\ufeff", "");
        marks = marked.length() - text.length();
      }
      String name = BEHIND.matcher(BEFORE.matcher(text).replaceFirst("")).replaceFirst("");
      trimmed += name.isEmpty() || name.equals(text) ? 0 : 1;
      names.add(name);
    }
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    List<PayloadField> fields = new ArrayList<>();
    names.forEach(name -> fields.add(lookedFor.field(name)));
    return new CsvHeaderCells(names, split.count(), trimmed, marks, fields);
  }

  /** Returns how many different fields of Scout the row names. */
  long known() {
    return fields.stream().filter(field -> field != null).distinct().count();
  }

  private static String text(byte[] row, CsvFields split, int cell) {
    int from = split.from(cell);
    String text = new String(row, from, split.to(cell) - from, StandardCharsets.UTF_8);
    return split.quoted(cell) ? text.replace("\"\"", "\"") : text;
  }
}
