package scout.activities.ingest;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import scout.activities.database.Heartbeat;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.LedgerPlaces;
import scout.activities.ledger.LedgerQueries.Due;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;
import scout.storage.Archiver;
import scout.storage.BucketLayout;
import scout.storage.ObjectChanged;
import scout.storage.ObjectGone;
import scout.storage.ObjectStore;
import scout.storage.StoredObject;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.FileStatus;

/** Moves one object to the place that follows from its ledger row, wherever it lies. */
final class FileMove {
  private final Handle handle;
  private final ObjectStore store;
  private final BucketLayout area;
  private final Archiver archiver;
  private final Due due;
  private final LedgerFile file;

  /**
   * @param handle the session that has the file's {@link ArchiveTurn}
   */
  FileMove(Handle handle, ObjectStore store, BucketLayout area, Due due) {
    this.handle = handle;
    this.store = store;
    this.area = area;
    this.archiver = new Archiver(store);
    this.due = due;
    this.file = due.file();
  }

  /** Moves it, unless it is there already. A version that did not come to rest stays. */
  ArchiveResult run(Heartbeat heartbeat) {
    if (file.status() == FileStatus.LOADING || file.status() == FileStatus.GONE) {
      return new ArchiveResult(file.status(), null);
    }
    StoredObject archived = justRead().or(() -> look(heartbeat)).orElse(null);
    if (archived == null) {
      return vanished();
    }
    if (leavesQuarantine()) {
      sweepQuarantine(archived);
      record(archived.key());
    }
    return new ArchiveResult(rested(), archived.key());
  }

  /**
   * Copies an object that was never archived from where it was read, without a look first. That
   * saves a call for each file. If the object is elsewhere, the copy reports it.
   */
  private Optional<StoredObject> justRead() {
    if (file.archivedKey() != null) {
      return Optional.empty();
    }
    StoredObject inbox =
        new StoredObject(file.key(), file.etag(), file.sizeBytes(), file.uploadedAt(), null);
    try {
      return Optional.of(move(inbox, target()));
    } catch (ObjectGone | ObjectChanged e) {
      return Optional.empty();
    }
  }

  private Optional<StoredObject> look(Heartbeat heartbeat) {
    Optional<StoredObject> archived =
        Optional.ofNullable(file.archivedKey())
            .flatMap(store::stat)
            .map(copy -> move(copy, atHome(copy) ? copy.key() : target()));
    heartbeat.stopIfEnded();
    Optional<StoredObject> inbox =
        archived.isPresent()
            ? store.stat(file.key()).filter(object -> object.etag().equals(file.etag()))
            // It was replaced before it was archived. A bucket with versions still has it.
            : store.versions().find(file.key(), file.etag());
    return inbox.isPresent() ? Optional.of(clear(inbox.get(), archived)) : archived;
  }

  private boolean atHome(StoredObject copy) {
    return file.status() == FileStatus.DISCARDED
        || copy.key().startsWith(refused() ? area.quarantine() : area.processed());
  }

  /** Removes the object from the inbox. Copies it first, unless its copy is archived already. */
  private StoredObject clear(StoredObject inbox, Optional<StoredObject> archived) {
    Optional<StoredObject> there = archived.filter(copy -> archiver.finish(inbox, copy.key()));
    if (there.isPresent()) {
      Alerts.resolve(handle, AlertKind.DELETE_DENIED, area.bucket());
    }
    return there.orElseGet(() -> move(inbox, target()));
  }

  private StoredObject move(StoredObject source, String target) {
    return archiver
        .archive(source, target, due.sharesName(), move -> copied(move.copy().key()))
        .copy();
  }

  /** Deletes the copy left in quarantine by a move that was interrupted before its last step. */
  private void sweepQuarantine(StoredObject archived) {
    store
        .stat(area.quarantineKey(file.key(), file.quarantinedAt()))
        .filter(left -> left.etag().equals(archived.etag()) && left.size() == archived.size())
        .ifPresent(left -> store.writer().delete(left.key(), left.versionId()));
  }

  private boolean leavesQuarantine() {
    return file.quarantinedAt() != null && !refused();
  }

  private void copied(String archivedKey) {
    if (leavesQuarantine()) {
      LedgerPlaces.place(handle, file, archivedKey);
    } else {
      record(archivedKey);
    }
  }

  private void record(String archivedKey) {
    LedgerPlaces.record(handle, file, archivedKey);
    goesOn();
  }

  /** Ends the alert of a file that could not be moved before. */
  private void goesOn() {
    if (file.stopped()) {
      StoppedAlerts.resolve(handle, file.key());
    }
  }

  private ArchiveResult vanished() {
    LedgerPlaces.vanished(handle, file, "OBJECT_GONE: its object vanished before it was archived");
    goesOn();
    return new ArchiveResult(rested(), null);
  }

  private FileStatus rested() {
    return file.status() == FileStatus.LOADED ? FileStatus.ARCHIVED : file.status();
  }

  private boolean refused() {
    return file.status() == FileStatus.QUARANTINED || file.status() == FileStatus.DISCARDED;
  }

  /** The day comes from the ledger, so that a retry tomorrow names the same place. */
  private String target() {
    return switch (file.status()) {
      case QUARANTINED -> area.quarantineKey(file.key(), file.quarantinedAt());
      case DISCARDED -> area.quarantineKey(file.key(), file.discardedAt());
      case LOADED, ARCHIVED -> area.processedKey(file.key(), file.loadedAt());
      default -> area.processedKey(file.key(), file.claimedAt());
    };
  }
}
