package scout.console.tables;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import scout.console.data.ConsoleDatabase;
import scout.console.web.NotFound;
import scout.console.web.PageRenderer;
import scout.schema.catalog.CatalogTable;
import scout.schema.catalog.TableCatalog;

/** {@code GET /console/tables} and one table. */
@RestController
public final class TablesController {
  private final PageRenderer pages;
  private final TableReads tables;

  /** Renders with these pages what this database holds. */
  public TablesController(PageRenderer pages, ConsoleDatabase database) {
    this.pages = pages;
    this.tables = new TableReads(database);
  }

  @GetMapping("/console/tables")
  ResponseEntity<String> tables(HttpServletRequest request) {
    return pages.page(
        "tables",
        request,
        Map.of("tables", tables.summaries(), "lineage", Lineage.of(tables.catalog(), "")));
  }

  @GetMapping("/console/tables/{name}")
  ResponseEntity<String> table(@PathVariable String name, HttpServletRequest request) {
    List<CatalogTable> all = tables.catalog();
    CatalogTable table =
        TableCatalog.find(all, name)
            .orElseThrow(() -> new NotFound("No layer has a table of this name."));
    return pages.page(
        "table",
        request,
        Map.of(
            "summary", tables.summary(table),
            "page", tables.page(table),
            "above", TableCatalog.above(all, table),
            "lineage", Lineage.of(all, name)));
  }
}
