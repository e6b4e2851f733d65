package scout.activities.ingest;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;
import scout.activities.ledger.Ledger;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.LedgerRequests;
import scout.workflows.journey.DiscardRequest;

/** Discards a file. Its bronze rows stay. The layers remove the rows that came from them. */
final class DiscardFile {
  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Quarantine quarantine;
  private final CommitHooks commits;

  DiscardFile(Jdbi jdbi, Ledger ledger, Quarantine quarantine, CommitHooks commits) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.quarantine = quarantine;
    this.commits = commits;
  }

  /** Discards the named version, else the latest. Empty if the ledger holds none. */
  Optional<LedgerFile> discard(String key, DiscardRequest request, Heartbeat heartbeat) {
    Optional<LedgerFile> file =
        heartbeat.inTransaction(
            jdbi,
            handle ->
                ledger
                    .queries()
                    .find(handle, key, request.etag())
                    .map(row -> take(handle, row, request)));
    file.filter(LedgerFile::wasLoaded).ifPresent(row -> commits.pending());
    return file;
  }

  private LedgerFile take(Handle handle, LedgerFile known, DiscardRequest request) {
    Optional<LedgerFile> discarded =
        LedgerRequests.discard(handle, known, request.reason(), request.requestId());
    if (discarded.isEmpty()) {
      return LedgerRequests.note(handle, known, request.requestId());
    }
    LedgerFile file = discarded.get();
    quarantine.leave(handle, file);
    return file;
  }
}
