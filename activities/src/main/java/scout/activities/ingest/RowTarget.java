package scout.activities.ingest;

import java.sql.SQLException;

/** Takes the encoded rows of a load, of one table. */
interface RowTarget extends AutoCloseable {
  /** Takes whole rows. The caller may reuse the bytes afterwards. */
  void write(byte[] rows, int offset, int count) throws SQLException;

  /** Ends this series of rows. The next row begins another. */
  void end() throws SQLException;

  /** Gives up rows that were not ended. */
  @Override
  void close() throws SQLException;
}
