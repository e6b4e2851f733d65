package scout.console.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Renders a template for the person who asks. */
public final class PageRenderer {
  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

  /** A page with status 200. */
  public ResponseEntity<String> page(
      String template, HttpServletRequest request, Map<String, ?> values) {
    return page(template, request, HttpStatus.OK, values);
  }

  /**
   * A page.
   *
   * @param template the name of a file in {@code src/main/jte}, without its suffix
   * @param values the template's parameters apart from {@code viewer}
   */
  public ResponseEntity<String> page(
      String template, HttpServletRequest request, HttpStatus status, Map<String, ?> values) {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .body(html(template, request, values));
  }

  /** The same as text, for those who write the answer themselves. */
  public String html(String template, HttpServletRequest request, Map<String, ?> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("viewer", Viewer.of(request));
    StringOutput output = new StringOutput();
    templates.render(template + ".jte", all, output);
    return output.toString();
  }
}
