package scout.activities.ledger;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import scout.schema.SqlFile;

/** The steps of a version that a person wants reprocessed or discarded. */
public final class LedgerRequests {
  private static final SqlFile SQL =
      SqlFile.load(LedgerRequests.class, "/scout/schema/ledger/requests.sql");

  private LedgerRequests() {}

  /** Claims a version that was read before, to read it again. Empty if it is to be loaded. */
  public static Optional<LedgerFile> claim(Handle handle, LedgerFile known) {
    return Ledger.row(query(handle, "claim").bind("fileId", known.fileId()));
  }

  /** Records the result of reading it again. Empty if another attempt or version was first. */
  public static Optional<LedgerFile> finish(
      Handle handle, LedgerFile claim, PassResult reading, Instant createdAt, String requestId) {
    return Ledger.row(
        Ledger.loaded(query(handle, "finish"), claim, reading, createdAt)
            .bind("requestId", requestId));
  }

  /** Records why it stays as it was. Empty if another attempt has taken over. */
  public static Optional<LedgerFile> refuse(
      Handle handle, LedgerFile claim, LoadFailure refusal, String requestId) {
    return Ledger.row(
        Ledger.claimed(query(handle, "refuse"), claim)
            .bind("reason", refusal.refusedReprocess())
            .bind("requestId", requestId));
  }

  /** Discards a version, even while it is being read. Empty if it is discarded already. */
  public static Optional<LedgerFile> discard(
      Handle handle, LedgerFile known, String reason, String requestId) {
    return Ledger.row(
        query(handle, "discard")
            .bind("fileId", known.fileId())
            .bind("reason", reason)
            .bind("requestId", requestId));
  }

  /**
   * Records that a person's request was executed, though it changed nothing.
   *
   * @param requestId null changes nothing
   */
  public static LedgerFile note(Handle handle, LedgerFile file, String requestId) {
    return Ledger.row(
            query(handle, "noteRequest").bind("fileId", file.fileId()).bind("requestId", requestId))
        .orElse(file);
  }

  private static Query query(Handle handle, String name) {
    return handle.createQuery(SQL.get(name));
  }
}
