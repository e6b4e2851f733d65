package scout.local.fit;

import java.util.ArrayList;
import java.util.List;

/** Aligns rows of cells. */
final class TextRows {
  private static final int LAST_OF_NUMBERS = 2;

  private TextRows() {}

  /**
   * Returns the rows as lines.
   *
   * @param right the first right-aligned column, up to the third; -1 for none
   */
  static List<String> lines(List<List<String>> rows, int right) {
    List<String> lines = new ArrayList<>();
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).codePointCount(0, row.get(c).length()));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int c = 0; c < columns; c++) {
        String cell = row.get(c);
        String padding = " ".repeat(widths[c] - cell.codePointCount(0, cell.length()));
        boolean toRight = right >= 0 && c >= right && c <= LAST_OF_NUMBERS;
        line.append(' ').append(toRight ? padding + cell : cell + padding).append(' ');
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
