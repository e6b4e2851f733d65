package scout.console.alerts;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import scout.console.alerts.AlertReads.AlertRow;
import scout.console.audit.AuditReads;
import scout.console.data.ConsoleDatabase;
import scout.console.runbooks.RunbookText;
import scout.console.web.PageRenderer;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** {@code GET /console/alerts}, one alert, and the audit. */
@RestController
public final class AlertsController {
  private final PageRenderer pages;
  private final AlertReads alerts;
  private final AuditReads audit;

  /** Renders with these pages what this database holds. */
  public AlertsController(PageRenderer pages, ConsoleDatabase database, Settings settings) {
    this.pages = pages;
    this.alerts = new AlertReads(database);
    this.audit = new AuditReads(database, settings.get(SettingCatalog.S3_BUCKET));
  }

  @GetMapping("/console/alerts")
  ResponseEntity<String> alerts(
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "0") long before,
      HttpServletRequest request) {
    List<AlertRow> open = before == 0 ? alerts.open(kind, "") : List.of();
    List<AlertRow> past = alerts.past(kind, before);
    return pages.page(
        "alerts",
        request,
        Map.of(
            "open",
            firstPage(open),
            "moreOpen",
            open.size() > AlertReads.PAGE,
            "past",
            firstPage(past),
            "more",
            past.size() > AlertReads.PAGE,
            "kind",
            kind,
            "before",
            before,
            "audit",
            audit.latest()));
  }

  private static List<AlertRow> firstPage(List<AlertRow> rows) {
    return rows.subList(0, Math.min(AlertReads.PAGE, rows.size()));
  }

  @GetMapping("/console/alerts/{id}")
  ResponseEntity<String> alert(@PathVariable long id, HttpServletRequest request) {
    AlertRow alert = alerts.one(id);
    return pages.page(
        "alert",
        request,
        Map.of(
            "alert",
            alert,
            "asked",
            audit.ofAlert(alert.fingerprint(), alert.subject(), alert.openedAt()),
            "runbook",
            RunbookText.section(alert.kind())));
  }
}
