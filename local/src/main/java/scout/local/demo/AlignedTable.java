package scout.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Rows under a header, as lines of aligned text.
 *
 * @param header the columns' names
 * @param rows each with as many cells as the header
 */
record AlignedTable(List<String> header, List<List<String>> rows) {
  private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d.]*");
  private static final int WIDEST = 56;

  /** The header, a rule, and the rows; numbers to the right. */
  List<String> lines() {
    int[] widths =
        IntStream.range(0, header.size())
            .map(c -> all(c).stream().mapToInt(AlignedTable::length).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>();
    lines.add(line(header, widths));
    lines.add("  " + String.join("  ", IntStream.of(widths).mapToObj("─"::repeat).toList()));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private List<String> all(int column) {
    List<String> cells = new ArrayList<>(List.of(header.get(column)));
    rows.forEach(row -> cells.add(cut(row.get(column))));
    return cells;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = cut(cells.get(c));
      String padding = " ".repeat(widths[c] - length(cell));
      line.append("  ").append(numeric(c) ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private boolean numeric(int column) {
    return rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }

  private static String cut(String cell) {
    String printable = cell.replaceAll("\\p{Cntrl}", "?");
    return length(printable) <= WIDEST
        ? printable
        : printable.substring(0, printable.offsetByCodePoints(0, WIDEST - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
