package scout.activities.ingest;

import java.sql.SQLException;
import scout.activities.ledger.LedgerFile;

/** The database failed to store a file, for a reason outside the file. Nothing was changed. */
final class LoadFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LoadFailed(LedgerFile file, SQLException cause) {
    super(
        "Loading file %s was rolled back, SQLSTATE %s: it is tried again"
            .formatted(file.fileId(), cause.getSQLState()),
        cause);
  }
}
