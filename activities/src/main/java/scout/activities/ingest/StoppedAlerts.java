package scout.activities.ingest;

import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;
import scout.storage.StorageDenied;

/**
 * The alerts of files whose journey stopped, since the storage refuses what it needs for good. An
 * expired credential stops every file. So the first alerts name their file, and one more stands for
 * all others.
 */
final class StoppedAlerts {
  private static final SqlFile SQL =
      SqlFile.load(StoppedAlerts.class, "/scout/schema/ingest/stopped_alerts.sql");

  private static final int NAMED = 20;
  private static final String OTHERS = "others";

  private StoppedAlerts() {}

  /**
   * Opens the file's alert, or counts it again.
   *
   * @param trouble what can't be done with the file, e.g. {@code can't be read}
   */
  static void open(Handle handle, String key, String trouble, StorageDenied refusal) {
    boolean named =
        handle
            .createQuery(SQL.get("has_room"))
            .bind("kind", AlertKind.FILE_STOPPED.word())
            .bind("fingerprint", AlertKind.FILE_STOPPED.fingerprint(key))
            .bind("most", NAMED)
            .mapTo(boolean.class)
            .one();
    String message =
        "%s %s: %s. The next sweep tries again; ./scout sweep --wait does it at once"
            .formatted(key, trouble, refusal.getMessage());
    Alerts.open(
        handle,
        named
            ? Alert.of(AlertKind.FILE_STOPPED, key, message).withCause(refusal.code())
            : Alert.of(
                AlertKind.FILE_STOPPED, OTHERS, "And others, the latest of them: " + message));
  }

  /** Ends the file's alert, if it has one. */
  static void resolve(Handle handle, String key) {
    Alerts.resolve(handle, AlertKind.FILE_STOPPED, key);
  }
}
