package scout.console.sales;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import scout.console.sales.SalesReads.StoreCell;

/**
 * A store in the heat map.
 *
 * @param cells one for each day; none if it sold nothing in these days
 * @param lastDay then the last day on which it sold; else null
 */
public record StoreRow(String store, List<Cell> cells, LocalDate lastDay) {
  private static final int SHADES = 7;

  /**
   * A day of a store.
   *
   * @param shade 0 if there were no sales, up to 7 for the most on the page
   * @param words the numbers, for the tooltip and screen readers
   */
  public record Cell(long transactions, int shade, String words) {}

  public StoreRow {
    cells = List.copyOf(cells);
  }

  static StoreRow of(
      String store, Map<LocalDate, StoreCell> days, LocalDate from, LocalDate until, long most) {
    StoreCell none = days.get(null);
    if (none != null) {
      return new StoreRow(store, List.of(), none.lastDay());
    }
    List<Cell> cells = new ArrayList<>();
    from.datesUntil(until.plusDays(1)).forEach(day -> cells.add(cell(day, days.get(day), most)));
    return new StoreRow(store, cells, null);
  }

  private static Cell cell(LocalDate day, StoreCell found, long most) {
    if (found == null) {
      return new Cell(0, 0, day + ": no sales");
    }
    long sales = found.transactions();
    int shade = (int) Math.max(1, Math.round((double) SHADES * sales / Math.max(1, most)));
    String revenue =
        found.revenue() == null
            ? ""
            : ", " + found.revenue() + (found.currency() == null ? "" : " " + found.currency());
    return new Cell(sales, Math.min(SHADES, shade), day + ": " + sales + " sales" + revenue);
  }
}
