package scout.activities.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import scout.activities.database.Heartbeat;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.LedgerPlaces;
import scout.activities.ledger.LedgerQueries;
import scout.activities.ledger.LedgerQueries.Due;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;
import scout.storage.Archiver;
import scout.storage.BucketLayout;
import scout.storage.ObjectChanged;
import scout.storage.ObjectGone;
import scout.storage.ObjectStore;
import scout.storage.RemovalDenied;
import scout.storage.StorageDenied;
import scout.storage.StoredObject;
import scout.workflows.FailureCode;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.FileStatus;

/**
 * Moves objects to the places that follow from their ledger rows. Each call looks up where the
 * object lies, so it can be interrupted anywhere and called again.
 */
final class FileArchiving {
  private static final Duration CALL_AT_ONCE = Duration.ofSeconds(2);
  private static final long LARGEST_AT_ONCE = 16L << 20;

  /**
   * An empty object is often the beginning of an upload. Without versions, moving it could delete
   * the one that takes its place between the last look and the delete.
   */
  private static final Duration EMPTY_STAYS = Duration.ofSeconds(3);

  private final Jdbi jdbi;
  private final ObjectStore store;
  private final BucketLayout area;
  private final Archiver archiver;
  private final boolean atOnce;

  private FileArchiving(Jdbi jdbi, ObjectStore store, BucketLayout area, boolean atOnce) {
    this.jdbi = jdbi;
    this.store = store;
    this.area = area;
    this.archiver = new Archiver(store);
    this.atOnce = atOnce;
  }

  /** For steps that may take long. */
  static FileArchiving patient(Jdbi jdbi, ObjectStore store, BucketLayout area) {
    return new FileArchiving(jdbi, store, area, false);
  }

  /**
   * For steps within a workflow task. They hold one of few slots and can't be stopped, so they
   * archive only small objects and each of their calls ends soon.
   */
  static FileArchiving atOnce(Jdbi jdbi, ObjectStore store, BucketLayout area) {
    return new FileArchiving(jdbi, store.within(CALL_AT_ONCE), area, true);
  }

  /**
   * Archives the object of a version that came to rest.
   *
   * @param heartbeat of the activity, since copying a large object takes long
   */
  ArchiveResult archive(UUID fileId, Heartbeat heartbeat) {
    Due due = due(fileId);
    if (atOnce && due.file().sizeBytes() > LARGEST_AT_ONCE) {
      throw FailureCode.NOT_AT_ONCE.failure("The object is too large to be moved at once");
    }
    try {
      letAnEmptyOneBeReplaced(due.file(), heartbeat);
      return archive(due, heartbeat);
    } catch (RemovalDenied e) {
      stays(due.file(), e.refusal());
      throw e.refusal();
    } catch (StorageDenied e) {
      stopped(due.file(), e);
      throw e;
    }
  }

  private void letAnEmptyOneBeReplaced(LedgerFile file, Heartbeat heartbeat) {
    if (file.sizeBytes() > 0 || file.archivedKey() != null) {
      return;
    }
    Duration left = Duration.between(Instant.now(), file.uploadedAt().plus(EMPTY_STAYS));
    if (left.isNegative() || left.isZero()) {
      return;
    }
    if (atOnce) {
      throw FailureCode.NOT_AT_ONCE.failure("The object is empty, and may still be replaced");
    }
    heartbeat.pause(left.compareTo(EMPTY_STAYS) < 0 ? left : EMPTY_STAYS);
  }

  /** Keeps a file unarchived while its object is still in the inbox. Each sweep retries it. */
  private void stays(LedgerFile file, StorageDenied refusal) {
    write(
        handle -> {
          Alerts.open(
              handle,
              Alert.of(
                  AlertKind.DELETE_DENIED,
                  area.bucket(),
                  "Loaded and copied files stay in the inbox, since they may not be deleted there: "
                      + refusal.getMessage()));
          LedgerPlaces.stays(handle, file);
        });
  }

  /** Makes people notice a file that can't be moved. Each sweep retries it. */
  private void stopped(LedgerFile file, StorageDenied refusal) {
    write(
        handle -> {
          StoppedAlerts.open(handle, file.key(), "can't be moved to the archive", refusal);
          LedgerPlaces.stopped(handle, file, refusal.code() + ": " + refusal.getMessage());
        });
  }

  private Due due(UUID fileId) {
    return ask(handle -> LedgerQueries.due(handle, fileId))
        .orElseThrow(() -> FailureCode.UNKNOWN_FILE.failure("The ledger holds no file " + fileId));
  }

  private <T> T ask(HandleCallback<T, RuntimeException> question) {
    return jdbi.withHandle(
        handle -> {
          if (atOnce) {
            handle.getConfig(SqlStatements.class).setQueryTimeout((int) CALL_AT_ONCE.toSeconds());
          }
          return question.withHandle(handle);
        });
  }

  private void write(HandleConsumer<RuntimeException> change) {
    ask(
        handle -> {
          change.useHandle(handle);
          return null;
        });
  }

  private ArchiveResult archive(Due due, Heartbeat heartbeat) {
    LedgerFile file = due.file();
    if (file.status() == FileStatus.LOADING || file.status() == FileStatus.GONE) {
      return new ArchiveResult(file.status(), null);
    }
    StoredObject archived = justRead(due).or(() -> look(due, heartbeat)).orElse(null);
    if (archived == null) {
      return vanished(file);
    }
    if (leavesQuarantine(file)) {
      sweepQuarantine(file, archived);
      write(handle -> record(handle, file, archived.key()));
    }
    return new ArchiveResult(rested(file), archived.key());
  }

  /**
   * Copies an object that was never archived from where it was read, without a look first. That
   * saves a call for each file. If the object is elsewhere, the copy reports it.
   */
  private Optional<StoredObject> justRead(Due due) {
    LedgerFile file = due.file();
    if (file.archivedKey() != null) {
      return Optional.empty();
    }
    StoredObject inbox =
        new StoredObject(file.key(), file.etag(), file.sizeBytes(), file.uploadedAt(), null);
    try {
      return Optional.of(move(due, inbox, target(file)));
    } catch (ObjectGone | ObjectChanged e) {
      return Optional.empty();
    }
  }

  private Optional<StoredObject> look(Due due, Heartbeat heartbeat) {
    LedgerFile file = due.file();
    Optional<StoredObject> archived =
        Optional.ofNullable(file.archivedKey())
            .flatMap(store::stat)
            .map(copy -> move(due, copy, atHome(file, copy) ? copy.key() : target(file)));
    heartbeat.stopIfEnded();
    Optional<StoredObject> inbox =
        archived.isPresent()
            ? store.stat(file.key()).filter(object -> object.etag().equals(file.etag()))
            // It was replaced before it was archived. A bucket with versions still has it.
            : store.versions().find(file.key(), file.etag());
    return inbox.isPresent() ? Optional.of(clear(due, inbox.get(), archived)) : archived;
  }

  private boolean atHome(LedgerFile file, StoredObject copy) {
    return file.status() == FileStatus.DISCARDED
        || copy.key().startsWith(refused(file) ? area.quarantine() : area.processed());
  }

  /** Removes the object from the inbox. Copies it first, unless its copy is archived already. */
  private StoredObject clear(Due due, StoredObject inbox, Optional<StoredObject> archived) {
    Optional<StoredObject> there = archived.filter(copy -> archiver.finish(inbox, copy.key()));
    if (there.isPresent()) {
      ask(handle -> Alerts.resolve(handle, AlertKind.DELETE_DENIED, area.bucket()));
    }
    return there.orElseGet(() -> move(due, inbox, target(due.file())));
  }

  private StoredObject move(Due due, StoredObject source, String target) {
    return archiver
        .archive(source, target, due.sharesName(), move -> copied(due.file(), move.copy().key()))
        .copy();
  }

  /** Deletes the copy left in quarantine by a move that was interrupted before its last step. */
  private void sweepQuarantine(LedgerFile file, StoredObject archived) {
    store
        .stat(area.quarantineKey(file.key(), file.quarantinedAt()))
        .filter(left -> left.etag().equals(archived.etag()) && left.size() == archived.size())
        .ifPresent(left -> store.writer().delete(left.key(), left.versionId()));
  }

  private static boolean leavesQuarantine(LedgerFile file) {
    return file.quarantinedAt() != null && !refused(file);
  }

  private void copied(LedgerFile file, String archivedKey) {
    write(
        handle -> {
          if (leavesQuarantine(file)) {
            LedgerPlaces.place(handle, file, archivedKey);
          } else {
            record(handle, file, archivedKey);
          }
        });
  }

  private static void record(Handle handle, LedgerFile file, String archivedKey) {
    LedgerPlaces.record(handle, file, archivedKey);
    goesOn(handle, file);
  }

  /** Ends the alert of a file that could not be moved before. */
  private static void goesOn(Handle handle, LedgerFile file) {
    if (file.stopped()) {
      StoppedAlerts.resolve(handle, file.key());
    }
  }

  private ArchiveResult vanished(LedgerFile file) {
    write(
        handle -> {
          LedgerPlaces.vanished(
              handle, file, "OBJECT_GONE: its object vanished before it was archived");
          goesOn(handle, file);
        });
    return new ArchiveResult(rested(file), null);
  }

  private static FileStatus rested(LedgerFile file) {
    return file.status() == FileStatus.LOADED ? FileStatus.ARCHIVED : file.status();
  }

  private static boolean refused(LedgerFile file) {
    return file.status() == FileStatus.QUARANTINED || file.status() == FileStatus.DISCARDED;
  }

  /** The day comes from the ledger, so that a retry tomorrow names the same place. */
  private String target(LedgerFile file) {
    return switch (file.status()) {
      case QUARANTINED -> area.quarantineKey(file.key(), file.quarantinedAt());
      case DISCARDED -> area.quarantineKey(file.key(), file.discardedAt());
      case LOADED, ARCHIVED -> area.processedKey(file.key(), file.loadedAt());
      default -> area.processedKey(file.key(), file.claimedAt());
    };
  }
}
