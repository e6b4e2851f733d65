package scout.activities.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A COPY in the binary format. It starts with the first rows and ends with {@link #end}. Then the
 * next can start. Close it before the transaction ends, so that an unfinished COPY does not block
 * the connection.
 */
final class BinaryCopy implements RowTarget {
  private static final byte[] HEADER =
      ByteBuffer.allocate(19)
          .put("PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1))
          .array();
  private static final byte[] TRAILER = {-1, -1};

  private final PGConnection connection;
  private final String sql;
  private CopyIn copy;

  BinaryCopy(PGConnection connection, String sql) {
    this.connection = connection;
    this.sql = sql;
  }

  @Override
  public void write(byte[] rows, int offset, int count) throws SQLException {
    if (copy == null) {
      copy = connection.getCopyAPI().copyIn(sql);
      copy.writeToCopy(HEADER, 0, HEADER.length);
    }
    copy.writeToCopy(rows, offset, count);
  }

  /** Ends the running COPY, if any. Throws if the database refuses one of its rows. */
  @Override
  public void end() throws SQLException {
    if (copy != null) {
      copy.writeToCopy(TRAILER, 0, TRAILER.length);
      copy.endCopy();
      copy = null;
    }
  }

  @Override
  public void close() throws SQLException {
    if (copy != null && copy.isActive()) {
      copy.cancelCopy();
    }
    copy = null;
  }
}
