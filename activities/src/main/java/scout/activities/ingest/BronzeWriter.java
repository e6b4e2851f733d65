package scout.activities.ingest;

import java.sql.SQLException;
import scout.activities.parse.RecordPayload;

/** Writes the records of one load to bronze, in the open transaction. */
interface BronzeWriter extends AutoCloseable {
  /** Accepts a record. It may be written later. */
  void write(long recordNo, RecordPayload record, String deviceId) throws SQLException;

  /** Writes all accepted records. Other statements can then run until the next record. */
  void flush() throws SQLException;

  @Override
  void close() throws SQLException;
}
