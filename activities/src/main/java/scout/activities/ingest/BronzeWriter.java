package scout.activities.ingest;

import java.sql.SQLException;
import scout.activities.parse.RecordPayload;

/** Writes the records of one load to bronze, in the open transaction. */
interface BronzeWriter extends AutoCloseable {
  /** Takes a record; it may be written later. */
  void write(long recordNo, RecordPayload record, String deviceId) throws SQLException;

  /** Writes all that was taken; afterwards other statements can run until the next record. */
  void flush() throws SQLException;

  @Override
  void close() throws SQLException;
}
