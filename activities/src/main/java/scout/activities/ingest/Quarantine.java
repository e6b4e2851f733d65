package scout.activities.ingest;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import scout.activities.ledger.Ledger;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.LoadFailure;
import scout.activities.ledger.PassResult;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;

/** Quarantines a file that can't be loaded, in the transaction that read it. */
final class Quarantine {
  private final Ledger ledger;

  Quarantine(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Deletes the bronze rows of this load. Keeps the rejects, the counts and the reason.
   *
   * @param claim a version that was never loaded
   * @throws AttemptSuperseded if another attempt was first
   */
  LedgerFile enter(
      Handle handle, LedgerFile claim, PassResult reading, Instant createdAt, String requestId) {
    Optional<LedgerFile> row = ledger.quarantine(handle, claim, reading, requestId);
    LedgerFile file = row.orElseThrow(() -> new AttemptSuperseded(claim));
    if (reading.loaded() > 0) {
      BronzeTable.deleteRows(handle, file, createdAt);
    }
    if (ledger.queries().waiting(handle, file.key()).contains(file.fileId())) {
      alert(handle, file, reading.refusal());
    }
    return file;
  }

  private static void alert(Handle handle, LedgerFile file, LoadFailure refusal) {
    Alerts.open(
        handle,
        Alert.of(
                AlertKind.QUARANTINED_FILE,
                file.key(),
                refusal.sentence() + " Upload it corrected, reprocess it, or discard it")
            .withCause(refusal.code() + " in " + file.etag()));
  }

  /** Ends the alert of a key if none of its versions waits for a person any more. */
  void leave(Handle handle, LedgerFile file) {
    if (ledger.queries().waiting(handle, file.key()).isEmpty()) {
      Alerts.resolve(handle, AlertKind.QUARANTINED_FILE, file.key());
    }
  }
}
