package scout.console.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import scout.console.web.Words;
import scout.schema.catalog.CatalogTable;

/**
 * The picture of where tables come from: a column for each layer, a box for each table, a line from
 * each table to those that are computed from it.
 */
public record Lineage(List<Box> boxes, List<Line> lines, int width, int height) {
  private static final int BOX_WIDTH = 226;
  private static final int BOX_HEIGHT = 30;

  /** From one layer to the next. */
  public static final int COLUMN = 262;

  private static final int ROW = 44;
  private static final int TOP = 26;

  /** Where a curve to a box of the same layer ends. */
  private static final int BULGE = 26;

  /** As many letters as a box holds; a declared table's name may be longer. */
  private static final int LONGEST_NAME = 30;

  /** A table. */
  public record Box(String name, int x, int y, boolean here) {
    /** What stands in the box. */
    public String label() {
      return Words.cut(name, LONGEST_NAME);
    }

    /** The width of every box. */
    public int width() {
      return BOX_WIDTH;
    }

    /** The height of every box. */
    public int height() {
      return BOX_HEIGHT;
    }
  }

  /** A curve from one box to another, as SVG writes it. */
  public record Line(String path) {}

  public Lineage {
    boxes = List.copyOf(boxes);
    lines = List.copyOf(lines);
  }

  /** These tables, with one marked. */
  public static Lineage of(List<CatalogTable> tables, String marked) {
    Map<String, Box> boxes = new LinkedHashMap<>();
    int tallest = 0;
    for (int column = 0; column < CatalogTable.LAYERS.size(); column++) {
      String layer = CatalogTable.LAYERS.get(column);
      int row = 0;
      for (CatalogTable table : tables) {
        if (table.layer().equals(layer)) {
          boxes.put(
              table.name(),
              new Box(table.name(), column * COLUMN, TOP + row * ROW, table.name().equals(marked)));
          row++;
        }
      }
      tallest = Math.max(tallest, row);
    }
    List<Line> lines = new ArrayList<>();
    for (CatalogTable table : tables) {
      for (String from : table.from()) {
        lines.add(line(boxes.get(from), boxes.get(table.name())));
      }
    }
    return new Lineage(
        List.copyOf(boxes.values()),
        lines,
        (CatalogTable.LAYERS.size() - 1) * COLUMN + BOX_WIDTH + BULGE,
        TOP + tallest * ROW);
  }

  private static Line line(Box from, Box to) {
    int x1 = from.x() + BOX_WIDTH;
    int y1 = from.y() + BOX_HEIGHT / 2;
    int y2 = to.y() + BOX_HEIGHT / 2;
    if (from.x() == to.x()) {
      return new Line(
          "M%d %d C%d %d %d %d %d %d".formatted(x1, y1, x1 + BULGE, y1, x1 + BULGE, y2, x1, y2));
    }
    int bend = (x1 + to.x()) / 2;
    return new Line("M%d %d C%d %d %d %d %d %d".formatted(x1, y1, bend, y1, bend, y2, to.x(), y2));
  }
}
