package scout.cli.terminal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Rows as an aligned table for people: numbers to the right, the rest to the left. */
public final class TextTable {
  private static final String GAP = "  ";
  private static final Map<String, String> COLOURS =
      Map.ofEntries(
          Map.entry("archived", "green"),
          Map.entry("succeeded", "green"),
          Map.entry("ready", "green"),
          Map.entry("passed", "green"),
          Map.entry("loading", "yellow"),
          Map.entry("loaded", "yellow"),
          Map.entry("running", "yellow"),
          Map.entry("warning", "yellow"),
          Map.entry("discarded", "faint"),
          Map.entry("duplicate", "faint"),
          Map.entry("gone", "faint"),
          Map.entry("quarantined", "red"),
          Map.entry("failed", "red"),
          Map.entry("critical", "red"),
          Map.entry("unreachable", "red"));

  private final Ansi ansi;

  /**
   * @param ansi whether to colour words such as {@code quarantined}
   */
  public TextTable(Ansi ansi) {
    this.ansi = ansi;
  }

  /** The lines of the table, the header first; every row must have the first row's columns. */
  public List<String> lines(List<AnswerRow> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Collection<String> names = rows.get(0).values().keySet();
    List<List<String>> cells = new ArrayList<>();
    cells.add(names.stream().map(TextTable::heading).toList());
    rows.forEach(
        row ->
            cells.add(
                row.values().entrySet().stream()
                    .map(cell -> CellFormat.cell(cell.getKey(), cell.getValue()))
                    .toList()));
    boolean[] right = new boolean[names.size()];
    int[] widths = new int[names.size()];
    int column = 0;
    for (String name : names) {
      int c = column++;
      right[c] = rows.stream().allMatch(r -> isNumberOrNull(r.values().get(name)));
      widths[c] = cells.stream().mapToInt(line -> width(line.get(c))).max().orElse(0);
    }
    return cells.stream().map(line -> line(line, widths, right)).toList();
  }

  private String line(List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.size(); c++) {
      String cell = cells.get(c);
      String padding = " ".repeat(widths[c] - width(cell));
      line.append(c == 0 ? "" : GAP);
      line.append(right[c] ? padding + coloured(cell) : coloured(cell) + padding);
    }
    return line.toString().stripTrailing();
  }

  private String coloured(String cell) {
    String colour = COLOURS.get(cell);
    return colour == null ? cell : ansi.string("@|" + colour + " " + cell + "|@");
  }

  /** A column's name for people: {@code records_read} is "read". */
  private static String heading(String column) {
    return column.replaceFirst("^records_", "").replace('_', ' ');
  }

  private static boolean isNumberOrNull(Object value) {
    return value == null || value instanceof Number;
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
