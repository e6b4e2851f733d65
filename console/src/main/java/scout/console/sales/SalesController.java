package scout.console.sales;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import scout.console.data.ConsoleDatabase;
import scout.console.sales.SalesReads.StoreSpan;
import scout.console.web.BadAddress;
import scout.console.web.NotFound;
import scout.console.web.PageRenderer;

/** {@code GET /console/sales} and one store. */
@RestController
public final class SalesController {
  private final PageRenderer pages;
  private final SalesReads sales;

  /** Renders with these pages what this database holds. */
  public SalesController(PageRenderer pages, ConsoleDatabase database) {
    this.pages = pages;
    this.sales = new SalesReads(database);
  }

  @GetMapping("/console/sales")
  ResponseEntity<String> sales(
      @RequestParam(defaultValue = "") String until,
      @RequestParam(defaultValue = "") String after,
      HttpServletRequest request) {
    LocalDate newest = newest();
    LocalDate last = until.isEmpty() ? newest : day(until);
    List<StoreRow> stores = sales.stores(last, after);
    boolean more = stores.size() > SalesReads.STORES;
    return pages.page(
        "sales",
        request,
        Map.of(
            "until",
            last,
            "later",
            last.isBefore(newest),
            "zone",
            sales.zone(),
            "totals",
            sales.totals(last),
            "stores",
            more ? stores.subList(0, SalesReads.STORES) : stores,
            "more",
            more));
  }

  private LocalDate newest() {
    return sales.lastDay().orElseGet(() -> LocalDate.now(ZoneOffset.UTC));
  }

  private static LocalDate day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() < 1 || day.getYear() > 9_999) {
        throw new BadAddress("A day lies in the years 1 to 9999.");
      }
      return day;
    } catch (DateTimeException e) {
      throw new BadAddress("A day has the form 2025-03-14.");
    }
  }

  @GetMapping("/console/sales/{store}")
  ResponseEntity<String> store(
      @PathVariable String store,
      @RequestParam(defaultValue = "") String until,
      HttpServletRequest request) {
    StoreSpan span = sales.span(store);
    if (span.last() == null) {
      throw new NotFound("Gold has no sales of this store.");
    }
    LocalDate last = until.isEmpty() ? newest() : day(until);
    return pages.page(
        "store",
        request,
        Map.of(
            "store",
            store,
            "until",
            last,
            "trend",
            sales.trend(store, last),
            "span",
            span,
            "zone",
            sales.zone()));
  }
}
