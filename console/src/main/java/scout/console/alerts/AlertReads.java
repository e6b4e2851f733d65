package scout.console.alerts;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scout.console.data.ConsoleDatabase;
import scout.console.files.FileReads.AskedAction;
import scout.console.web.NotFound;
import scout.schema.SqlFile;

/** Reads alerts and the audit of people's actions. */
public final class AlertReads {
  /** The rows of a page. */
  public static final int PAGE = 100;

  private static final SqlFile SQL = SqlFile.load(AlertReads.class, "/scout/console/alerts.sql");

  /** An alert. */
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
      OffsetDateTime resolvedAt) {
    /** The problem, as the audit names it. */
    public String fingerprint() {
      return kind + ":" + subject;
    }

    /** True while it is not posted. */
    public boolean muted() {
      return mutedUntil != null && mutedUntil.isAfter(OffsetDateTime.now(mutedUntil.getOffset()));
    }

    /** True if its subject is the key of an object. */
    public boolean ofFile() {
      return List.of("quarantined_file", "file_held", "file_stopped").contains(kind);
    }

    /** True if its subject may be a device. */
    public boolean ofDevice() {
      return List.of("device_silent", "file_lost", "field_gone", "ids_shared").contains(kind);
    }
  }

  /** What somebody asked for, in the audit. */
  public record AuditRow(
      OffsetDateTime askedAt,
      String operator,
      String action,
      String subject,
      String reason,
      String outcome,
      String detail) {}

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

  /** What people asked for about an alert. */
  public List<AskedAction> asked(AlertRow alert) {
    return database.rows(
        SQL, "asked_of", Map.of("subject", alert.fingerprint()), AskedAction.class);
  }
}
