package scout.activities.ingest;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import scout.activities.database.Heartbeat;
import scout.activities.ledger.KeyVersions;
import scout.activities.ledger.Ledger;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.PassResult;
import scout.activities.ledger.UploadMoment;
import scout.storage.ObjectChanged;
import scout.storage.ObjectGone;
import scout.storage.ObjectStream;

/** One attempt to load a claimed version. */
final class FileLoad {
  private static final String UNIQUE_VIOLATION = "23505";

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final OverwriteRule overwriting;
  private final Quarantine quarantine;
  private final FileTransaction transaction;
  private final CommitHooks commits;

  FileLoad(
      Jdbi jdbi,
      Ledger ledger,
      OverwriteRule overwriting,
      Quarantine quarantine,
      FileTransaction transaction,
      CommitHooks commits) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.overwriting = overwriting;
    this.quarantine = quarantine;
    this.transaction = transaction;
    this.commits = commits;
  }

  /**
   * Loads the claimed version.
   *
   * @param object the claimed version, at its first byte; this method closes it
   * @param upload the upload that brought it
   * @return the ledger row: loaded, quarantined, duplicate, or gone if the object is another
   *     version by now
   * @throws AttemptSuperseded if another attempt has taken over
   */
  LedgerFile load(
      LedgerFile claim,
      ObjectStream object,
      UploadMoment upload,
      String requestId,
      Heartbeat heartbeat) {
    Ending ending = new Ending(claim, requestId);
    try {
      LedgerFile file = transaction.run(claim, object, ending, heartbeat);
      if (file.wasLoaded()) {
        commits.loaded(file, ending.reading, ending.newKeys);
      }
      return file;
    } catch (SameContent e) {
      return duplicate(claim, e.sha256(), upload, requestId);
    } catch (ObjectChanged | ObjectGone e) {
      return jdbi.withHandle(
          handle ->
              ledger
                  .gone(handle, claim.fileId(), e.code() + ": it was replaced before it was read")
                  .orElseThrow(() -> new AttemptSuperseded(claim)));
    }
  }

  /**
   * Ends a version whose bytes are loaded already. They become the latest upload of the key.
   *
   * @param upload the upload that brought them again
   * @throws AttemptSuperseded if another attempt has taken over
   */
  LedgerFile duplicate(LedgerFile claim, String sha256, UploadMoment upload, String requestId) {
    LedgerFile duplicate =
        jdbi.inTransaction(handle -> end(handle, claim, sha256, upload, requestId));
    commits.pending();
    return duplicate;
  }

  private LedgerFile end(
      Handle handle, LedgerFile claim, String sha256, UploadMoment upload, String requestId) {
    LedgerFile original =
        ledger
            .queries()
            .sameContent(handle, claim, sha256)
            .orElseThrow(() -> new AttemptSuperseded(claim));
    overwriting.lock(handle, original);
    KeyVersions.lockBoth(handle, claim.fileId(), original.fileId());
    LedgerFile file =
        ledger
            .duplicate(
                handle,
                claim,
                sha256,
                "SAME_CONTENT: the bytes of version " + original.etag() + " again",
                requestId)
            .orElseThrow(() -> new AttemptSuperseded(claim));
    KeyVersions.raise(handle, original.fileId(), upload)
        .ifPresent(raised -> overwriting.settle(handle, raised));
    quarantine.leave(handle, file);
    return file;
  }

  /**
   * The exception for a failed {@code finish}: {@link SameContent} if another version holds these
   * bytes, otherwise {@link AttemptSuperseded}.
   */
  RuntimeException first(Handle handle, LedgerFile claim, PassResult reading) {
    return ledger
            .queries()
            .sameContent(handle, claim, reading.sha256())
            .filter(same -> !same.fileId().equals(claim.fileId()))
            .isPresent()
        ? new SameContent(reading.sha256())
        : new AttemptSuperseded(claim);
  }

  /** Moves the version to its next state once the file is read. */
  private final class Ending implements FileTransaction.Step {
    private final LedgerFile claim;
    private final String requestId;
    private PassResult reading;
    private Set<String> newKeys = Set.of();

    Ending(LedgerFile claim, String requestId) {
      this.claim = claim;
      this.requestId = requestId;
    }

    @Override
    public LedgerFile after(Handle handle, PassResult read, Instant createdAt) {
      reading = read;
      if (read.refusal() != null) {
        return quarantine.enter(handle, claim, read, createdAt, requestId);
      }
      overwriting.lock(handle, claim);
      Ledger.Finished finished =
          finish(handle, read, createdAt).orElseThrow(() -> first(handle, claim, read));
      LedgerFile file = finished.file();
      overwriting.settle(handle, file);
      if (finished.corrects()) {
        quarantine.leave(handle, file);
      }
      newKeys = commits.loading(handle, file.fileId(), read);
      return file;
    }

    private Optional<Ledger.Finished> finish(Handle handle, PassResult read, Instant createdAt) {
      try {
        return ledger.finish(handle, claim, read, createdAt, requestId);
      } catch (UnableToExecuteStatementException e) {
        if (e.getCause() instanceof SQLException cause
            && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
          // The same bytes were committed under another ETag since the statement began.
          throw new SameContent(read.sha256());
        }
        throw e;
      }
    }
  }
}
