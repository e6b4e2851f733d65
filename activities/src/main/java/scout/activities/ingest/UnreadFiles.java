package scout.activities.ingest;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.ledger.Ledger;
import scout.activities.ledger.UploadMoment;
import scout.storage.ObjectStore;
import scout.storage.StorageDenied;
import scout.storage.StorageException;
import scout.storage.StorageUnavailable;
import scout.storage.StoredObject;
import scout.workflows.journey.FileStatus;

/**
 * Records that an object could not be read, so that people notice although nothing was loaded.
 * Writes a ledger row with the reason. Opens an alert if a retry does not help.
 */
final class UnreadFiles {
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
    jdbi.useTransaction(handle -> StoppedAlerts.open(handle, key, "can't be read", trouble));
  }

  /** Ends the alert of an object that was read or no longer exists. */
  void over(Handle handle, String key) {
    StoppedAlerts.resolve(handle, key);
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

  /** The version of a load that began, else empty; the watch over the sweeps notices the rest. */
  private Optional<StoredObject> claimed(String key) {
    return jdbi.withHandle(handle -> ledger.queries().find(handle, key, null))
        .filter(file -> file.status() == FileStatus.LOADING)
        .map(file -> new StoredObject(key, file.etag(), file.sizeBytes(), file.uploadedAt(), null));
  }

  /**
   * The listing's entry for an object that can't be read; empty if it is gone. If the listing fails
   * too, the whole storage is in trouble: then it is what was claimed before that.
   */
  private Optional<StoredObject> listed(String key) {
    try {
      return store.listing().entry(key);
    } catch (StorageException e) {
      return claimed(key);
    }
  }
}
