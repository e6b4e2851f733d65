package scout.activities.ingest;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import scout.activities.ledger.LedgerFile;
import scout.schema.SqlFile;

/** What becomes of a file's bronze rows and rejects after they were written. */
final class BronzeTable {
  private static final SqlFile SQL =
      SqlFile.load(BronzeTable.class, "/scout/schema/ingest/bronze.sql");

  private BronzeTable() {}

  /** Deletes the rows of one load. Silver takes the ledger row's lock first, so must the caller. */
  static void deleteRows(Handle handle, LedgerFile file, Instant createdAt) {
    handle
        .createUpdate(SQL.get("deleteRows"))
        .bind("fileId", file.fileId())
        .bind("createdAt", createdAt)
        .execute();
  }

  /** Deletes the rejects of loading; those of silver are silver's. */
  static void deleteRejects(Handle handle, LedgerFile file) {
    handle.createUpdate(SQL.get("deleteRejects")).bind("fileId", file.fileId()).execute();
  }
}
