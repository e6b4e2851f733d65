package scout.activities.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
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
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;
import scout.storage.RemovalDenied;
import scout.storage.StorageDenied;
import scout.workflows.FailureCode;
import scout.workflows.journey.ArchiveResult;

/**
 * Moves objects to the places that follow from their ledger rows. Each call looks up where the
 * object lies, so it can be interrupted anywhere and called again. Of two calls for one version,
 * the second waits for the first.
 */
final class FileArchiving {
  private static final Duration CALL_AT_ONCE = Duration.ofSeconds(2);
  private static final long LARGEST_AT_ONCE = 16L << 20;

  /** A group moves its files in less than a second. */
  private static final Duration UNTIL_NEXT_LOOK = Duration.ofMillis(100);

  /**
   * An empty object is often the beginning of an upload. Without versions, moving it could delete
   * the one that takes its place between the last look and the delete.
   */
  private static final Duration EMPTY_STAYS = Duration.ofSeconds(3);

  private final Jdbi jdbi;
  private final ObjectStore store;
  private final BucketLayout area;
  private final boolean atOnce;

  private FileArchiving(Jdbi jdbi, ObjectStore store, BucketLayout area, boolean atOnce) {
    this.jdbi = jdbi;
    this.store = store;
    this.area = area;
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
    while (true) {
      Optional<ArchiveResult> result = jdbi.withHandle(handle -> inTurn(handle, fileId, heartbeat));
      if (result.isPresent()) {
        return result.get();
      }
      if (atOnce) {
        throw FailureCode.NOT_AT_ONCE.failure("Another step moves the object at this moment");
      }
      heartbeat.pause(UNTIL_NEXT_LOOK);
    }
  }

  /** Empty if another step moves the file's object at this moment. */
  private Optional<ArchiveResult> inTurn(Handle handle, UUID fileId, Heartbeat heartbeat) {
    if (atOnce) {
      handle.getConfig(SqlStatements.class).setQueryTimeout((int) CALL_AT_ONCE.toSeconds());
    }
    try (ArchiveTurn turn = ArchiveTurn.take(handle, List.of(fileId))) {
      return turn.fileIds().isEmpty()
          ? Optional.empty()
          : Optional.of(archive(handle, fileId, heartbeat));
    }
  }

  private ArchiveResult archive(Handle handle, UUID fileId, Heartbeat heartbeat) {
    Due due =
        LedgerQueries.due(handle, fileId)
            .orElseThrow(
                () -> FailureCode.UNKNOWN_FILE.failure("The ledger holds no file " + fileId));
    if (atOnce && due.file().sizeBytes() > LARGEST_AT_ONCE) {
      throw FailureCode.NOT_AT_ONCE.failure("The object is too large to be moved at once");
    }
    try {
      letAnEmptyOneBeReplaced(due.file(), heartbeat);
      return new FileMove(handle, store, area, due).run(heartbeat);
    } catch (RemovalDenied e) {
      stays(handle, due.file(), e.refusal());
      throw e.refusal();
    } catch (StorageDenied e) {
      stopped(handle, due.file(), e);
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
  private void stays(Handle handle, LedgerFile file, StorageDenied refusal) {
    Alerts.open(
        handle,
        Alert.of(
            AlertKind.DELETE_DENIED,
            area.bucket(),
            "Loaded and copied files stay in the inbox, since they may not be deleted there: "
                + refusal.getMessage()));
    LedgerPlaces.stays(handle, file);
  }

  /** Makes people notice a file that can't be moved. Each sweep retries it. */
  private static void stopped(Handle handle, LedgerFile file, StorageDenied refusal) {
    StoppedAlerts.open(handle, file.key(), "can't be moved to the archive", refusal);
    LedgerPlaces.stopped(handle, file, refusal.code() + ": " + refusal.getMessage());
  }
}
