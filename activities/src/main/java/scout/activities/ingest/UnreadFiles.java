package scout.activities.ingest;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.ledger.Ledger;
import scout.activities.ledger.UploadMoment;
import scout.schema.SqlFile;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;
import scout.storage.ObjectStore;
import scout.storage.StorageDenied;
import scout.storage.StorageException;
import scout.storage.StorageUnavailable;
import scout.storage.StoredObject;

/**
 * Records that an object could not be read, so that people notice although nothing was loaded.
 * Writes a ledger row with the reason. Opens an alert if a retry does not help.
 */
final class UnreadFiles {
  private static final SqlFile SQL =
      SqlFile.load(UnreadFiles.class, "/scout/schema/ingest/unread.sql");

  /**
   * An expired credential stops every file. This many alerts name their file. One more stands for
   * all others.
   */
  private static final int NAMED = 20;

  private static final String OTHERS = "others";

  private final Jdbi jdbi;
  private final ObjectStore store;
  private final Ledger ledger;

  UnreadFiles(Jdbi jdbi, ObjectStore store, Ledger ledger) {
    this.jdbi = jdbi;
    this.store = store;
    this.ledger = ledger;
  }

  /** Records a failure that a retry may fix. The journey retries. */
  void failed(String key, StorageUnavailable trouble) {
    write(key, trouble, false);
  }

  /** Records a failure that no retry fixes. The journey stops until the next sweep. */
  void stopped(String key, StorageDenied trouble) {
    write(key, trouble, true);
    jdbi.useTransaction(handle -> Alerts.open(handle, alert(handle, key, trouble)));
  }

  /** Ends the alert of an object that was read or no longer exists. */
  void over(Handle handle, String key) {
    Alerts.resolve(handle, AlertKind.FILE_STOPPED, key);
  }

  private void write(String key, StorageException trouble, boolean stopped) {
    String reason = trouble.code() + ": " + trouble.getMessage();
    listed(key)
        .ifPresent(
            object ->
                jdbi.useTransaction(
                    handle ->
                        ledger
                            .claim(handle, object, UploadMoment.at(object.lastModified()))
                            .ifPresent(claim -> ledger.unread(handle, claim, reason, stopped))));
  }

  /**
   * The listing's entry for an object that can't be read. If the listing fails too, the whole
   * storage is in trouble, and the watch over the sweeps notices.
   */
  private Optional<StoredObject> listed(String key) {
    try {
      return store.listing().entry(key);
    } catch (StorageException e) {
      return Optional.empty();
    }
  }

  private static Alert alert(Handle handle, String key, StorageDenied trouble) {
    boolean named =
        handle
            .createQuery(SQL.get("has_room"))
            .bind("kind", AlertKind.FILE_STOPPED.word())
            .bind("fingerprint", AlertKind.FILE_STOPPED.fingerprint(key))
            .bind("most", NAMED)
            .mapTo(boolean.class)
            .one();
    String message =
        "%s can't be read: %s. The next sweep tries again; ./scout sweep --wait does it at once"
            .formatted(key, trouble.getMessage());
    return named
        ? Alert.of(AlertKind.FILE_STOPPED, key, message).withCause(trouble.code())
        : Alert.of(AlertKind.FILE_STOPPED, OTHERS, "And others, the latest of them: " + message);
  }
}
