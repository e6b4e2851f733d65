package scout.console.overview;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import scout.console.data.ConsoleDatabase;
import scout.console.tables.TableReads;
import scout.console.web.PageRenderer;

/** {@code GET /console}. */
@RestController
public final class OverviewController {
  private final PageRenderer pages;
  private final OverviewReads overview;
  private final TableReads tables;

  /** Renders with these pages what this database holds. */
  public OverviewController(PageRenderer pages, ConsoleDatabase database) {
    this.pages = pages;
    this.overview = new OverviewReads(database);
    this.tables = new TableReads(database);
  }

  @GetMapping("/console")
  ResponseEntity<String> overview(HttpServletRequest request) {
    return pages.page("overview", request, content());
  }

  /** Only the part that changes, which the page loads again every half minute. */
  @GetMapping("/console/overview")
  ResponseEntity<String> part(HttpServletRequest request) {
    return pages.page("overviewpart", request, content());
  }

  private Map<String, ?> content() {
    return Map.of("overview", overview.overview(), "tables", tables.summaries());
  }
}
