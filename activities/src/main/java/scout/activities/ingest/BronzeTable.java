package scout.activities.ingest;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import scout.activities.ledger.LedgerFile;
import scout.schema.SqlFile;

/** Deletes bronze rows and rejects of a file. */
final class BronzeTable {
  private static final SqlFile SQL =
      SqlFile.load(BronzeTable.class, "/scout/schema/ingest/bronze.sql");

  private BronzeTable() {}

  /** Deletes the rows of one load. Lock the ledger row first, as silver does. */
  static void deleteRows(Handle handle, LedgerFile file, Instant createdAt) {
    handle
        .createUpdate(SQL.get("deleteRows"))
        .bind("fileId", file.fileId())
        .bind("createdAt", createdAt)
        .execute();
  }

  /** Deletes the rejects of loading. Silver manages its own rejects. */
  static void deleteRejects(Handle handle, LedgerFile file) {
    handle.createUpdate(SQL.get("deleteRejects")).bind("fileId", file.fileId()).execute();
  }
}
