package scout.schema.alerts;

import java.util.Locale;

/** What an alert is about, with its usual severity. Each kind has a section in the runbooks. */
public enum AlertKind {
  /** A file could not be loaded and waits for a person; the subject is its object key. */
  QUARANTINED_FILE(AlertSeverity.WARNING),
  /** A refresh of the layers failed and is retried; the subject is the layer. */
  REFRESH_FAILED(AlertSeverity.CRITICAL),
  /** A quality check failed; the subject is its name, the severity is its row's. */
  CHECK_FAILED(AlertSeverity.WARNING),
  /**
   * A loaded file can't be settled, and others continue without it; the subject is its object key.
   */
  FILE_HELD(AlertSeverity.CRITICAL),
  /** A declared model can't be computed, and its table keeps its rows; the subject is the model. */
  MODEL_HELD(AlertSeverity.CRITICAL),
  /** A partition can't be created; the subject is the table. */
  PARTITION(AlertSeverity.CRITICAL),
  /** A sweep is overdue; the subject is its Schedule. */
  SWEEP_MISSED(AlertSeverity.WARNING),
  /** Files have been under way for too long; the subject is their table. */
  FILE_STUCK(AlertSeverity.WARNING),
  /**
   * Loaded files or changed store-days have waited too long for a layer; the subject is the layer.
   */
  LAYERS_BEHIND(AlertSeverity.CRITICAL),
  /**
   * An object can't be read or moved to the archive, and retrying does not help; the subject is its
   * key.
   */
  FILE_STOPPED(AlertSeverity.WARNING),
  /** Workflows are stuck, since their tasks fail; the subject is the namespace. */
  WORKFLOW_FAILING(AlertSeverity.CRITICAL),
  /** A device has stopped sending; the subject is the device. */
  DEVICE_SILENT(AlertSeverity.WARNING),
  /** The storage denies deleting loaded files from the inbox; the subject is the bucket. */
  DELETE_DENIED(AlertSeverity.WARNING),
  /** Records of a file did not become transactions; the subject is the device. */
  FILE_LOST(AlertSeverity.WARNING),
  /** A device's records lack a field that they had; the subject is the device. */
  FIELD_GONE(AlertSeverity.WARNING),
  /** Different sales share an id; the subject is the device whose sale lost. */
  IDS_SHARED(AlertSeverity.WARNING);

  /** The page that has a section for each kind. */
  public static final String RUNBOOKS = "docs/runbooks.md";

  private final AlertSeverity severity;

  AlertKind(AlertSeverity severity) {
    this.severity = severity;
  }

  /** The word in {@code scout.alerts.kind}, e.g. {@code file_held}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The severity of an alert that doesn't name one. */
  public AlertSeverity severity() {
    return severity;
  }

  /** The page and section with the remedy, e.g. {@code docs/runbooks.md#file_held}. */
  public String runbook() {
    return RUNBOOKS + "#" + word();
  }

  /** Identifies the problem, e.g. {@code check_failed:gold_accuracy}. */
  public String fingerprint(String subject) {
    return word() + ":" + subject;
  }
}
