package scout.console.runbooks;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import scout.console.web.PageRenderer;

/** {@code GET /console/runbooks}. */
@RestController
public final class RunbooksController {
  private final PageRenderer pages;
  private final String text = RunbookText.html();

  /** Renders with these pages. */
  public RunbooksController(PageRenderer pages) {
    this.pages = pages;
  }

  @GetMapping("/console/runbooks")
  ResponseEntity<String> runbooks(HttpServletRequest request) {
    return pages.page("runbooks", request, Map.of("html", text));
  }
}
