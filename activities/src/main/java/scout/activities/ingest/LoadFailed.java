package scout.activities.ingest;

import java.sql.SQLException;
import scout.activities.ledger.LedgerFile;

/** The database could not take a file for a reason that is not the file's; nothing was changed. */
public final class LoadFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LoadFailed(LedgerFile file, SQLException cause) {
    super(
        "Loading file %s was rolled back, SQLSTATE %s: it is tried again"
            .formatted(file.fileId(), cause.getSQLState()),
        cause);
  }
}
