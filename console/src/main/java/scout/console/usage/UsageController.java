package scout.console.usage;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import scout.console.data.ConsoleDatabase;
import scout.console.web.PageRenderer;

/** {@code GET /console/usage}. */
@RestController
public final class UsageController {
  private final PageRenderer pages;
  private final UsageReads usage;

  /** Renders with these pages what this database holds. */
  public UsageController(PageRenderer pages, ConsoleDatabase database) {
    this.pages = pages;
    this.usage = new UsageReads(database);
  }

  @GetMapping("/console/usage")
  ResponseEntity<String> usage(HttpServletRequest request) {
    return pages.page("usage", request, Map.of("usage", usage.page()));
  }
}
