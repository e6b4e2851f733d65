package scout.activities.alerts;

import java.util.Locale;

/** What an alert is about. */
public enum AlertKind {
  /** A file can't be loaded and waits for a person. */
  QUARANTINED_FILE,
  /** A refresh of the layers failed and is tried again. */
  REFRESH_FAILED,
  /** A quality check failed. */
  CHECK_FAILED,
  /** A loaded file can't be settled; the others go on without it. */
  FILE_HELD,
  /** A partition of bronze can't be made. */
  PARTITION,
  /** The sweep has not run when it should have. */
  SWEEP_MISSED,
  /** A file has been under way for too long. */
  FILE_STUCK,
  /** A device has stopped sending. */
  DEVICE_SILENT;

  /** The word in {@code scout.alerts.kind}, e.g. {@code file_held}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
