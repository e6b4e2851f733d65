package scout.console.files;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import scout.console.alerts.AlertReads;
import scout.console.alerts.AlertReads.AlertRow;
import scout.console.audit.AuditReads;
import scout.console.data.ConsoleDatabase;
import scout.console.files.FileReads.FileLine;
import scout.console.files.FileReads.Reject;
import scout.console.web.NotFound;
import scout.console.web.PageRenderer;
import scout.console.web.TemporalLinks;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** {@code GET /console/files} and {@code GET /console/file}. */
@RestController
public final class FilesController {
  private final PageRenderer pages;
  private final FileReads files;
  private final AlertReads alerts;
  private final String bucket;
  private final String prefix;
  private final AuditReads audit;
  private final TemporalLinks links;
  private final int lostPercent;

  /** Renders with these pages what this database holds. */
  public FilesController(PageRenderer pages, ConsoleDatabase database, Settings settings) {
    this.pages = pages;
    this.bucket = settings.get(SettingCatalog.S3_BUCKET);
    this.prefix = settings.get(SettingCatalog.S3_PREFIX);
    this.files = new FileReads(database, bucket);
    this.lostPercent = settings.get(SettingCatalog.MAX_LOST_PERCENT);
    this.alerts = new AlertReads(database);
    this.audit = new AuditReads(database, bucket);
    this.links = TemporalLinks.of(settings);
  }

  @GetMapping("/console/files")
  ResponseEntity<String> files(
      @RequestParam(defaultValue = "") String key,
      @RequestParam(defaultValue = "") String device,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "false") boolean lost,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "0") long before,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
      HttpServletRequest request) {
    FileSearch search = new FileSearch(key, device, status, lost, from, to, before);
    List<FileLine> found = files.search(search, prefix);
    boolean more = found.size() > FileReads.PAGE;
    List<FileLine> shown = more ? found.subList(0, FileReads.PAGE) : found;
    return pages.page(
        part ? "filespart" : "files",
        request,
        Map.of("search", search, "files", shown, "more", more, "prefix", prefix));
  }

  /** Those that an alert is about. */
  @GetMapping(path = "/console/files", params = "alert")
  ResponseEntity<String> ofAlert(
      @RequestParam long alert,
      @RequestParam(defaultValue = "0") long before,
      HttpServletRequest request) {
    AlertRow about = alerts.one(alert);
    if (!about.hasFiles()) {
      throw new NotFound("The alert is about no list of files, or it is over.");
    }
    List<FileLine> found = files.ofAlert(about, before, prefix, lostPercent);
    boolean more = found.size() > FileReads.PAGE;
    return pages.page(
        "alertfiles",
        request,
        Map.of(
            "alert",
            about,
            "files",
            more ? found.subList(0, FileReads.PAGE) : found,
            "more",
            more,
            "before",
            before,
            "prefix",
            prefix));
  }

  @GetMapping("/console/file")
  ResponseEntity<String> file(@RequestParam String key, HttpServletRequest request) {
    Optional<URI> run = links.journey(bucket, key);
    return pages.page(
        "file",
        request,
        Map.of(
            "key",
            key,
            "stories",
            files.stories(key),
            "actions",
            audit.ofFile(key),
            "alerts",
            alerts.open("", key),
            "run",
            run.map(URI::toString).orElse("")));
  }

  /** More rejected records of a version, after one that is shown. */
  @GetMapping("/console/rejects")
  ResponseEntity<String> rejects(
      @RequestParam UUID file,
      @RequestParam String stage,
      @RequestParam long after,
      HttpServletRequest request) {
    List<Reject> found = files.rejects(file, stage, after);
    boolean more = found.size() > FileReads.PAGE;
    return pages.page(
        "rejectspart",
        request,
        Map.of(
            "rejects",
            more ? found.subList(0, FileReads.PAGE) : found,
            "file",
            file.toString(),
            "more",
            more));
  }
}
