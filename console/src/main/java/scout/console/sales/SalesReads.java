package scout.console.sales;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import scout.console.data.ConsoleDatabase;
import scout.console.overview.OverviewReads;
import scout.schema.SqlFile;

/** Reads sales from gold. */
public final class SalesReads {
  /** The stores of a page. */
  public static final int STORES = 30;

  /** The days of the heat map. */
  public static final int DAYS = 28;

  /** The days of a store's trend; the statement has the same. */
  public static final int TREND_DAYS = 120;

  private static final SqlFile SQL = SqlFile.load(SalesReads.class, "/scout/console/sales.sql");

  /** All stores' sales of a day in a currency; blank if the sales name none. */
  public record DayTotal(
      LocalDate day, String currency, long stores, long transactions, BigDecimal revenue) {}

  /**
   * A store-day; the day is null if the store sold nothing in the time.
   *
   * @param lastDay then the last day on which it sold, before or after; else null
   */
  public record StoreCell(
      String storeId,
      LocalDate day,
      Long transactions,
      BigDecimal revenue,
      String currency,
      LocalDate lastDay) {}

  /** The first and the last day on which a store sold; null if it never did. */
  public record StoreSpan(LocalDate first, LocalDate last) {}

  /**
   * A day of a store's trend.
   *
   * @param mean of the days with sales among the seven that end with this one
   */
  public record TrendDay(
      LocalDate day,
      long transactions,
      BigDecimal revenue,
      String currency,
      long activeDevices,
      String mostCommonPayment,
      BigDecimal mean) {}

  private final ConsoleDatabase database;

  /** What stands above a day of the heat map: its month where one begins, else nothing. */
  public static String monthAbove(LocalDate until, int daysBefore) {
    LocalDate day = until.minusDays(daysBefore);
    boolean begins = daysBefore == DAYS - 1 || day.getDayOfMonth() == 1;
    return begins ? day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) : "";
  }

  /** Reads from this database. */
  public SalesReads(ConsoleDatabase database) {
    this.database = database;
  }

  /** The newest day with sales. */
  public Optional<LocalDate> lastDay() {
    return database.read(
        handle -> handle.createQuery(SQL.get("last_day")).mapTo(LocalDate.class).findOne());
  }

  /** The totals of the days that end with this one. */
  public List<DayTotal> totals(LocalDate until) {
    return database.rows(
        SQL, "totals", Map.of("from", until.minusDays(DAYS - 1), "until", until), DayTotal.class);
  }

  /** The zone whose days these are. */
  public String zone() {
    return database.read(OverviewReads::zone);
  }

  /** A page of stores after one, each with its cell of each day; one more if there are more. */
  public List<StoreRow> stores(LocalDate until, String after) {
    LocalDate from = until.minusDays(DAYS - 1);
    List<StoreCell> cells =
        database.rows(
            SQL,
            "cells",
            Map.of("from", from, "until", until, "after", after, "limit", STORES + 1),
            StoreCell.class);
    long most =
        cells.stream()
            .filter(cell -> cell.day() != null)
            .mapToLong(StoreCell::transactions)
            .max()
            .orElse(1);
    Map<String, Map<LocalDate, StoreCell>> stores = new LinkedHashMap<>();
    for (StoreCell cell : cells) {
      stores.computeIfAbsent(cell.storeId(), store -> new LinkedHashMap<>()).put(cell.day(), cell);
    }
    List<StoreRow> rows = new ArrayList<>();
    stores.forEach((store, days) -> rows.add(StoreRow.of(store, days, from, until, most)));
    return rows;
  }

  /** The days with sales among a store's last 120 days before and with a day, the newest first. */
  public List<TrendDay> trend(String store, LocalDate until) {
    return database.rows(SQL, "trend", Map.of("store", store, "until", until), TrendDay.class);
  }

  /** When a store sold first and last. */
  public StoreSpan span(String store) {
    return database.row(SQL, "span", Map.of("store", store), StoreSpan.class).orElseThrow();
  }
}
