package scout.activities.ingest;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;
import scout.activities.storage.ArchiveKeys;
import scout.activities.storage.Archiver;
import scout.activities.storage.ObjectChanged;
import scout.activities.storage.ObjectGone;
import scout.activities.storage.ObjectStore;
import scout.activities.storage.StoredObject;
import scout.schema.SqlFile;
import scout.workflows.ArchiveResult;
import scout.workflows.FileStatus;
import scout.workflows.InputArea;

/**
 * Moves objects to where their ledger rows say. It looks where the object lies each time, so it can
 * be cut anywhere and called again.
 */
final class Archiving {
  private static final SqlFile SQL =
      SqlFile.load(Archiving.class, "/scout/schema/ingest/archive.sql");

  private final Jdbi jdbi;
  private final ObjectStore store;
  private final InputArea area;
  private final Archiver archiver;

  Archiving(Jdbi jdbi, ObjectStore store, InputArea area) {
    this.jdbi = jdbi;
    this.store = store;
    this.area = area;
    this.archiver = new Archiver(store);
  }

  /**
   * Archives the object of a version that came to rest.
   *
   * @param heartbeat of the activity: copying a large object takes its time
   */
  ArchiveResult archive(LedgerFile file, Heartbeat heartbeat) {
    if (file.status() == FileStatus.LOADING || file.status() == FileStatus.GONE) {
      return new ArchiveResult(file.status(), null);
    }
    StoredObject archived = justRead(file).or(() -> look(file, heartbeat)).orElse(null);
    if (archived == null) {
      return vanished(file);
    }
    if (leavesQuarantine(file)) {
      sweepQuarantine(file, archived);
      record("record", file, archived.key());
    }
    return new ArchiveResult(rested(file), archived.key());
  }

  /**
   * What was never archived lies where it was read from, as a rule, and copying says if it doesn't:
   * that saves a call for each file.
   */
  private Optional<StoredObject> justRead(LedgerFile file) {
    if (file.archivedKey() != null) {
      return Optional.empty();
    }
    StoredObject inbox =
        new StoredObject(file.key(), file.etag(), file.sizeBytes(), file.uploadedAt(), null);
    try {
      return Optional.of(move(file, inbox, target(file)));
    } catch (ObjectGone | ObjectChanged e) {
      return Optional.empty();
    }
  }

  private Optional<StoredObject> look(LedgerFile file, Heartbeat heartbeat) {
    Optional<StoredObject> archived =
        Optional.ofNullable(file.archivedKey())
            .flatMap(store::stat)
            .map(copy -> move(file, copy, atHome(file, copy) ? copy.key() : target(file)));
    heartbeat.stopIfEnded();
    Optional<StoredObject> inbox =
        archived.isPresent()
            ? store.stat(file.key()).filter(object -> object.etag().equals(file.etag()))
            // Replaced before it was archived: a bucket with versions has it still.
            : store.find(file.key(), file.etag());
    return inbox.isPresent() ? Optional.of(clear(file, inbox.get(), archived)) : archived;
  }

  private boolean atHome(LedgerFile file, StoredObject copy) {
    return file.status() == FileStatus.DISCARDED
        || copy.key().startsWith(refused(file) ? area.quarantine() : area.processed());
  }

  /**
   * Takes the object out of the inbox; if its copy is archived already, only that is left to do.
   */
  private StoredObject clear(LedgerFile file, StoredObject inbox, Optional<StoredObject> archived) {
    return archived
        .filter(copy -> archiver.finish(inbox, copy.key()))
        .orElseGet(() -> move(file, inbox, target(file)));
  }

  private StoredObject move(LedgerFile file, StoredObject source, String target) {
    String step = leavesQuarantine(file) ? "place" : "record";
    return archiver.archive(source, target, place -> record(step, file, place.copy().key())).copy();
  }

  /** Deletes the copy in quarantine that was left if moving it on was cut before the last step. */
  private void sweepQuarantine(LedgerFile file, StoredObject archived) {
    store
        .stat(ArchiveKeys.quarantine(area, file.key(), file.quarantinedAt()))
        .filter(left -> left.etag().equals(archived.etag()) && left.size() == archived.size())
        .ifPresent(left -> store.delete(left.key(), left.versionId()));
  }

  private static boolean leavesQuarantine(LedgerFile file) {
    return file.quarantinedAt() != null && !refused(file);
  }

  /**
   * @param step {@code place} or {@code record}, see the statements
   */
  private void record(String step, LedgerFile file, String archivedKey) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(SQL.get(step))
                .bind("fileId", file.fileId())
                .bind("archivedKey", archivedKey)
                .execute());
  }

  private ArchiveResult vanished(LedgerFile file) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(SQL.get("vanished"))
                .bind("fileId", file.fileId())
                .bind("reason", "OBJECT_GONE: its object vanished before it was archived")
                .execute());
    return new ArchiveResult(rested(file), null);
  }

  private static FileStatus rested(LedgerFile file) {
    return file.status() == FileStatus.LOADED ? FileStatus.ARCHIVED : file.status();
  }

  private static boolean refused(LedgerFile file) {
    return file.status() == FileStatus.QUARANTINED || file.status() == FileStatus.DISCARDED;
  }

  /** The day is one that the ledger keeps, so that trying again tomorrow names the same place. */
  private String target(LedgerFile file) {
    return switch (file.status()) {
      case QUARANTINED -> ArchiveKeys.quarantine(area, file.key(), file.quarantinedAt());
      case DISCARDED -> ArchiveKeys.quarantine(area, file.key(), file.discardedAt());
      case LOADED, ARCHIVED -> ArchiveKeys.processed(area, file.key(), file.loadedAt());
      default -> ArchiveKeys.processed(area, file.key(), file.claimedAt());
    };
  }
}
