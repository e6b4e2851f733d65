package scout.activities.ingest;

/** Another attempt has taken the file over: what this one did is rolled back. */
final class Outrun extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Outrun(LedgerFile claim) {
    super("Another attempt than %d has file %s now".formatted(claim.attempt(), claim.fileId()));
  }
}
