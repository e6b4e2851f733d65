package scout.activities.ingest;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.LedgerRequests;
import scout.activities.ledger.LoadFailure;
import scout.activities.ledger.PassResult;
import scout.activities.ledger.UploadMoment;
import scout.storage.ObjectStore;
import scout.storage.StorageFault;
import scout.storage.StoredObject;
import scout.workflows.FailureCode;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

/** Reads a known version again, wherever its object lies, and replaces its rows. */
final class ReprocessFile {
  /** Rolls everything back. The file stays as it was. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient LoadFailure refusal;

    Refused(LoadFailure refusal) {
      super(refusal.code());
      this.refusal = refusal;
    }
  }

  private final Jdbi jdbi;
  private final ObjectStore store;
  private final OverwriteRule overwriting;
  private final Quarantine quarantine;
  private final FileTransaction transaction;
  private final FileLoad loading;
  private final CommitHooks commits;

  ReprocessFile(
      Jdbi jdbi,
      ObjectStore store,
      OverwriteRule overwriting,
      Quarantine quarantine,
      FileTransaction transaction,
      FileLoad loading,
      CommitHooks commits) {
    this.jdbi = jdbi;
    this.store = store;
    this.overwriting = overwriting;
    this.quarantine = quarantine;
    this.transaction = transaction;
    this.loading = loading;
    this.commits = commits;
  }

  /**
   * Reprocesses a version.
   *
   * @param known its ledger row
   * @param requestId written to the ledger with the outcome, may be null
   * @return the outcome; empty if the version must be loaded instead
   * @throws AttemptSuperseded if another attempt has taken over
   */
  Optional<LoadResult> reprocess(LedgerFile known, String requestId, Heartbeat heartbeat) {
    return jdbi.withHandle(handle -> LedgerRequests.claim(handle, known))
        .map(claim -> reprocessed(claim, requestId, heartbeat));
  }

  private LoadResult reprocessed(LedgerFile claim, String requestId, Heartbeat heartbeat) {
    Optional<StoredObject> source = locate(claim);
    boolean misplaced = source.filter(object -> object.key().equals(claim.key())).isPresent();
    try {
      StoredObject object = source.orElseThrow(() -> new Refused(nowhere(claim)));
      Ending ending = new Ending(claim, requestId);
      LedgerFile file = transaction.run(claim, store.open(object), ending, heartbeat);
      if (file.wasLoaded()) {
        commits.pending();
      }
      return file.result(misplaced || file.status() == FileStatus.LOADED);
    } catch (Refused e) {
      return refuse(claim, e.refusal, requestId).result(misplaced);
    } catch (SameContent e) {
      return loading
          .duplicate(claim, e.sha256(), UploadMoment.at(claim.uploadedAt()), requestId)
          .result(true);
    }
  }

  /** The archived copy may have another ETag, since copying a multipart object changes it. */
  private Optional<StoredObject> locate(LedgerFile file) {
    return store
        .stat(file.key())
        .filter(object -> object.etag().equals(file.etag()))
        .or(() -> Optional.ofNullable(file.archivedKey()).flatMap(store::stat))
        .or(() -> store.versions().find(file.key(), file.etag()));
  }

  private static LoadFailure nowhere(LedgerFile file) {
    String place = file.archivedKey() == null ? "" : ", nor is there one at " + file.archivedKey();
    return new LoadFailure(
        StorageFault.OBJECT_GONE.name(),
        "there is no object of this version at " + file.key() + place);
  }

  private LedgerFile refuse(LedgerFile claim, LoadFailure refusal, String requestId) {
    return jdbi.withHandle(
        handle ->
            LedgerRequests.refuse(handle, claim, refusal, requestId)
                .orElseThrow(() -> new AttemptSuperseded(claim)));
  }

  /** Replaces the old rows in the transaction that wrote the new ones. */
  private final class Ending implements FileTransaction.Step {
    private final LedgerFile claim;
    private final String requestId;

    Ending(LedgerFile claim, String requestId) {
      this.claim = claim;
      this.requestId = requestId;
    }

    @Override
    public void before(Handle handle) {
      BronzeTable.deleteRejects(handle, claim);
    }

    @Override
    public LedgerFile after(Handle handle, PassResult reading, Instant createdAt) {
      if (reading.refusal() != null) {
        if (claim.status() == FileStatus.QUARANTINED) {
          return quarantine.enter(handle, claim, reading, createdAt, requestId);
        }
        throw new Refused(reading.refusal());
      }
      if (claim.sha256() != null && !claim.sha256().equals(reading.sha256())) {
        throw new Refused(
            LoadFailure.of(
                FailureCode.OBJECT_DIFFERS,
                "the archived object is not the one that was uploaded"));
      }
      return replace(handle, reading, createdAt);
    }

    private LedgerFile replace(Handle handle, PassResult reading, Instant createdAt) {
      if (!claim.wasLoaded()) {
        overwriting.lock(handle, claim);
      }
      LedgerFile file =
          LedgerRequests.finish(handle, claim, reading, createdAt, requestId)
              .orElseThrow(() -> loading.first(handle, claim, reading));
      // Not earlier: silver also locks the ledger row before the file's bronze rows.
      if (claim.wasLoaded()) {
        BronzeTable.deleteRows(handle, claim, claim.bronzeCreatedAt());
      } else {
        overwriting.settle(handle, file);
        quarantine.leave(handle, file);
      }
      return file;
    }
  }
}
