package scout.activities.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;
import scout.activities.ledger.KeyVersions;
import scout.activities.ledger.Ledger;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.LedgerRequests;
import scout.activities.ledger.UploadMoment;
import scout.storage.ObjectGone;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;
import scout.storage.StorageFault;
import scout.storage.StoredObject;
import scout.workflows.FailureCode;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/** Loads the version that lies in the inbox, unless the ledger knows it. */
final class LoadFile {
  private static final int TRIES = 5;
  private static final String GONE = StorageFault.OBJECT_GONE.name();

  private final Jdbi jdbi;
  private final ObjectStore store;
  private final Ledger ledger;
  private final OverwriteRule overwriting;
  private final Quarantine quarantine;
  private final FileLoad loading;
  private final CommitHooks commits;
  private final UnreadFiles unread;
  private final IngestMeters meters;

  LoadFile(
      Jdbi jdbi,
      ObjectStore store,
      Ledger ledger,
      OverwriteRule overwriting,
      Quarantine quarantine,
      FileLoad loading,
      CommitHooks commits,
      UnreadFiles unread,
      IngestMeters meters) {
    this.jdbi = jdbi;
    this.store = store;
    this.ledger = ledger;
    this.overwriting = overwriting;
    this.quarantine = quarantine;
    this.loading = loading;
    this.commits = commits;
    this.unread = unread;
    this.meters = meters;
  }

  /**
   * Loads the version at the requested key.
   *
   * @throws AttemptSuperseded if another attempt has taken over and is not done yet
   */
  LoadResult load(LoadRequest request, Heartbeat heartbeat) {
    for (int i = 0; i < TRIES; i++) {
      try (ObjectStream object = store.open(request.key(), null)) {
        giveUpReplaced(request, object.object());
        LoadResult result = load(object, request, heartbeat);
        if (result.status() != FileStatus.GONE) {
          return result;
        }
      } catch (ObjectGone e) {
        return gone(request);
      } catch (IOException e) {
        throw new UncheckedIOException("Closing " + request.key() + " failed", e);
      }
    }
    throw FailureCode.OBJECT_KEEPS_CHANGING.failure(
        request.key() + " was replaced whenever it was to be read");
  }

  private LoadResult load(ObjectStream object, LoadRequest request, Heartbeat heartbeat) {
    UploadMoment upload = UploadMoment.of(object, store);
    Optional<LedgerFile> claim =
        jdbi.withHandle(handle -> claim(handle, object.object(), upload, request.batchId()));
    if (claim.isEmpty()) {
      return known(object.object(), upload);
    }
    try {
      meters.claimed(claim.get(), request.source());
      long began = System.nanoTime();
      LedgerFile file = loading.load(claim.get(), object, upload, request.requestId(), heartbeat);
      meters.ended(file, Duration.ofNanos(System.nanoTime() - began));
      return file.result(true);
    } catch (AttemptSuperseded e) {
      // If the other attempt is done, its outcome is also the outcome of this one.
      return jdbi.withHandle(handle -> ledger.queries().byId(handle, claim.get().fileId()))
          .filter(file -> file.status() != FileStatus.LOADING)
          .map(file -> file.result(file.archivedKey() == null))
          .orElseThrow(() -> e);
    }
  }

  /** Ends the key's alert, unless this is a first claim: only an earlier claim can have stopped. */
  private Optional<LedgerFile> claim(
      Handle handle, StoredObject object, UploadMoment upload, String batchId) {
    Optional<LedgerFile> claim = ledger.claim(handle, object, upload, batchId);
    if (claim.isEmpty() || claim.get().attempt() > 1) {
      unread.over(handle, object.key());
    }
    return claim;
  }

  /** Handles a known version that lies in the inbox (again). */
  private LoadResult known(StoredObject object, UploadMoment upload) {
    LedgerFile known =
        jdbi.withHandle(handle -> ledger.queries().ofVersion(handle, object.key(), object.etag()))
            .orElseThrow(
                () -> new IllegalStateException("A claimed version is gone: " + object.key()));
    LedgerFile file = jdbi.inTransaction(handle -> raised(handle, known, upload));
    if (file.wasLoaded() && file.unsettled()) {
      // The process that committed it may have been killed before it nudged the refresh.
      commits.pending();
    }
    return known.result(true);
  }

  /** If another version came in between, the returned bytes become the latest upload. */
  private LedgerFile raised(Handle handle, LedgerFile known, UploadMoment upload) {
    LedgerFile rows =
        known.status() == FileStatus.DUPLICATE
            ? ledger.queries().sameContent(handle, known, known.sha256()).orElse(known)
            : known;
    overwriting.lock(handle, rows);
    Optional<LedgerFile> raised = KeyVersions.raise(handle, rows.fileId(), upload);
    raised.ifPresent(
        file -> {
          overwriting.settle(handle, file);
          quarantine.leave(handle, file);
        });
    return raised.orElse(known);
  }

  /** Ends the announced version if another one took its place, since nobody will read it. */
  private void giveUpReplaced(LoadRequest request, StoredObject object) {
    if (request.etag() != null && !request.etag().equals(object.etag())) {
      jdbi.useHandle(
          handle ->
              ledger
                  .queries()
                  .ofVersion(handle, request.key(), request.etag())
                  .filter(file -> file.status() == FileStatus.LOADING)
                  .ifPresent(
                      file ->
                          ledger.gone(
                              handle,
                              file.fileId(),
                              StorageFault.OBJECT_CHANGED
                                  + ": it was replaced before it was read")));
    }
  }

  private LoadResult gone(LoadRequest request) {
    return jdbi.withHandle(
        handle -> {
          unread.over(handle, request.key());
          Optional<LedgerFile> known = ledger.queries().find(handle, request.key(), request.etag());
          if (known.isEmpty() && request.etag() != null) {
            known = ledger.announcedGone(handle, request.key(), request.etag(), reason(request));
          }
          Optional<LedgerFile> file =
              known
                  .map(row -> ended(handle, row, request))
                  .map(row -> LedgerRequests.note(handle, row, request.requestId()));
          return file.map(row -> row.result(row.status() == FileStatus.LOADED))
              .orElseGet(() -> neverSeen(request.key()));
        });
  }

  private LedgerFile ended(Handle handle, LedgerFile file, LoadRequest request) {
    return file.status() == FileStatus.LOADING
        ? ledger.gone(handle, file.fileId(), reason(request)).orElse(file)
        : file;
  }

  private static String reason(LoadRequest request) {
    return GONE + ": there is no object at " + request.key();
  }

  /** The outcome for an object that is neither in the ledger nor in the bucket. */
  static LoadResult neverSeen(String key) {
    return new LoadResult(
        null, null, null, FileStatus.GONE, 0, 0, 0, GONE, "there is no object at " + key, false);
  }
}
