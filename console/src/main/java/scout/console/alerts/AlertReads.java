package scout.console.alerts;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import scout.console.data.ConsoleDatabase;
import scout.console.web.NotFound;
import scout.console.web.Words;
import scout.schema.SqlFile;

/** Reads alerts. */
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
   * @param cause what the rule that opened it found, in the rule's words; null if it keeps none
   * @param raisedFrom when the first file that raised it was uploaded; null if it keeps none
   * @param raisedTo when the last one was
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
      String checkTable,
      String cause,
      OffsetDateTime raisedFrom,
      OffsetDateTime raisedTo) {
    /** The problem, as the audit names it. */
    public String fingerprint() {
      return kind + ":" + subject;
    }

    /** True while it is not posted. */
    public boolean muted() {
      return mutedUntil != null && mutedUntil.isAfter(OffsetDateTime.now(mutedUntil.getOffset()));
    }

    /** True while the problem is not over. */
    public boolean open() {
      return resolvedAt == null;
    }

    /** True if it is about one file, whose key is its subject. */
    public boolean ofFile() {
      return Set.of("quarantined_file", "file_held", "file_stopped").contains(kind)
          && !subject.equals("others");
    }

    /** True if it is about several files, which have a list. */
    public boolean hasFiles() {
      return remedies().contains(Remedy.files(this));
    }

    /** What can be done about it here. */
    public List<Remedy> remedies() {
      return open() ? Remedy.of(this) : List.of();
    }

    /** The page of its subject; empty if no page shows it, as where it is a group of files. */
    public String address() {
      if (ofFile()) {
        return "/console/file?key=" + Words.query(subject);
      }
      return switch (kind) {
        case "device_silent", "file_lost", "field_gone", "ids_shared" ->
            deviceKnown ? "/console/devices/" + Words.path(subject) : "";
        case "check_failed" ->
            checkTable == null ? "" : "/console/tables/" + Words.path(checkTable) + "#checks";
        case "model_held" -> "/console/tables/" + Words.path(subject);
        default -> "";
      };
    }
  }

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
}
