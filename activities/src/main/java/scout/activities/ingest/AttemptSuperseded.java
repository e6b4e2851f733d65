package scout.activities.ingest;

import scout.activities.ledger.LedgerFile;

/** Another attempt has claimed the file. This attempt's transaction is rolled back. */
final class AttemptSuperseded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AttemptSuperseded(LedgerFile claim) {
    super("Another attempt than %d has file %s now".formatted(claim.attempt(), claim.fileId()));
  }
}
