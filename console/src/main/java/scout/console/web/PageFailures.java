package scout.console.web;

import io.temporal.client.WorkflowServiceException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Pages for what can't be shown: what is wrong, and what to do. */
@RestControllerAdvice(basePackages = "scout.console")
public final class PageFailures {
  private static final Logger LOG = LoggerFactory.getLogger(PageFailures.class);

  private final PageRenderer pages;

  /** With the renderer of all pages. */
  public PageFailures(PageRenderer pages) {
    this.pages = pages;
  }

  @ExceptionHandler(NotFound.class)
  ResponseEntity<String> notFound(NotFound e, HttpServletRequest request) {
    return page(request, HttpStatus.NOT_FOUND, "There is nothing here", e.getMessage());
  }

  @ExceptionHandler({MethodArgumentTypeMismatchException.class, BadAddress.class})
  ResponseEntity<String> badAddress(RuntimeException e, HttpServletRequest request) {
    return page(
        request,
        HttpStatus.BAD_REQUEST,
        "The address can't be read",
        e instanceof BadAddress ? e.getMessage() : "A part of it has a form that no page has.");
  }

  @ExceptionHandler(JdbiException.class)
  ResponseEntity<String> database(JdbiException e, HttpServletRequest request) {
    LOG.warn("The console could not read from the database", e);
    return page(
        request,
        HttpStatus.SERVICE_UNAVAILABLE,
        "The database does not answer",
        "Nothing is lost: what devices send waits in the bucket. See /health, then load the page"
            + " again.");
  }

  @ExceptionHandler(WorkflowServiceException.class)
  ResponseEntity<String> temporal(WorkflowServiceException e, HttpServletRequest request) {
    LOG.warn("The console could not ask Temporal", e);
    return page(
        request,
        HttpStatus.SERVICE_UNAVAILABLE,
        "Temporal does not answer",
        "Nothing was done. See /health, then ask again.");
  }

  private ResponseEntity<String> page(
      HttpServletRequest request, HttpStatus status, String title, String words) {
    return pages.page("failure", request, status, Map.of("title", title, "words", words));
  }
}
