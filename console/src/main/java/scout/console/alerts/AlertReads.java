package scout.console.alerts;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scout.console.data.ConsoleDatabase;
import scout.console.web.NotFound;
import scout.console.web.Words;
import scout.schema.SqlFile;

/** Reads alerts and the audit of people's actions. */
public final class AlertReads {
  /** The rows of a page. */
  public static final int PAGE = 100;

  private static final SqlFile SQL =
      withColumns(SqlFile.load(AlertReads.class, "/scout/console/alerts.sql"));

  /**
   * An alert.
   *
   * @param deviceKnown true if a device of its subject's name sent files
   * @param checkTable the table of the check that is its subject; null if it is none
   */
  public record AlertRow(
      long id,
      String kind,
      String severity,
      String subject,
      String message,
      OffsetDateTime openedAt,
      OffsetDateTime lastSeenAt,
      long timesSeen,
      OffsetDateTime acknowledgedAt,
      String acknowledgedBy,
      OffsetDateTime mutedUntil,
      OffsetDateTime resolvedAt,
      boolean deviceKnown,
      String checkTable) {
    /** The problem, as the audit names it. */
    public String fingerprint() {
      return kind + ":" + subject;
    }

    /** True while it is not posted. */
    public boolean muted() {
      return mutedUntil != null && mutedUntil.isAfter(OffsetDateTime.now(mutedUntil.getOffset()));
    }

    /** The page of its subject; empty if no page shows it, as where it is a group of files. */
    public String address() {
      return switch (kind) {
        case "quarantined_file", "file_held", "file_stopped" ->
            subject.equals("others") ? "" : "/console/file?key=" + Words.query(subject);
        case "device_silent", "file_lost", "field_gone", "ids_shared" ->
            deviceKnown ? "/console/devices/" + Words.path(subject) : "";
        case "check_failed" ->
            checkTable == null ? "" : "/console/tables/" + Words.path(checkTable) + "#checks";
        case "model_held" -> "/console/tables/" + Words.path(subject);
        default -> "";
      };
    }
  }

  /** What somebody asked for about a file or an alert. */
  public record AskedAction(
      OffsetDateTime askedAt,
      String operator,
      String action,
      String reason,
      String outcome,
      String detail) {}

  /** What somebody asked for, in the audit. */
  public record AuditRow(
      OffsetDateTime askedAt,
      String operator,
      String action,
      String subject,
      String reason,
      String outcome,
      String detail) {}

  private static SqlFile withColumns(SqlFile sql) {
    return sql.filled(statement -> statement.replace("<columns>", sql.get("columns")));
  }

  private final ConsoleDatabase database;

  /** Reads from this database. */
  public AlertReads(ConsoleDatabase database) {
    this.database = database;
  }

  /** Open alerts, the worst first; one more than a page if there are more. */
  public List<AlertRow> open(String kind, String subject) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("kind", kind.isEmpty() ? null : kind);
    parameters.put("subject", subject.isEmpty() ? null : subject);
    parameters.put("limit", PAGE + 1);
    return database.rows(SQL, "open", parameters, AlertRow.class);
  }

  /** Past alerts before a number, the newest first; one more than a page if there are more. */
  public List<AlertRow> past(String kind, long before) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("kind", kind.isEmpty() ? null : kind);
    parameters.put("before", before == 0 ? Long.MAX_VALUE : before);
    parameters.put("limit", PAGE + 1);
    return database.rows(SQL, "past", parameters, AlertRow.class);
  }

  /** The alert of this number. */
  public AlertRow one(long id) {
    return database
        .row(SQL, "one", Map.of("id", id), AlertRow.class)
        .orElseThrow(() -> new NotFound("There is no alert with this number; it may be too old."));
  }

  /** What people asked for last. */
  public List<AuditRow> audit() {
    return database.rows(SQL, "audit", Map.of(), AuditRow.class);
  }

  /** What people asked for about an alert, and since it opened about the file that it is about. */
  public List<AskedAction> asked(AlertRow alert) {
    return database.rows(
        SQL,
        "asked_of",
        Map.of(
            "fingerprint",
            alert.fingerprint(),
            "subject",
            alert.subject(),
            "opened",
            alert.openedAt()),
        AskedAction.class);
  }
}
