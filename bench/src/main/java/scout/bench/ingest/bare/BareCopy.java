package scout.bench.ingest.bare;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Copies rows as psql does: one COPY of text rows into bronze itself. */
public final class BareCopy {
  private static final String COLUMNS =
      "id, record_no, device_id, raw_data, file_name, file_path, file_size_bytes, checksum,"
          + " ingested_at, created_at, file_id";
  private static final int CHUNK = 1 << 16;

  private final Path rows;

  /**
   * @param rows the file with the rows
   */
  public BareCopy(Path rows) {
    this.rows = rows;
  }

  /** Writes bronze's rows into the file. */
  public void takeFrom(Connection connection) throws SQLException, IOException {
    try (OutputStream out = Files.newOutputStream(rows)) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("COPY (SELECT " + COLUMNS + " FROM scout.bronze_records) TO STDOUT", out);
    }
  }

  /** Copies the file's rows into bronze. */
  public void run(Connection connection) throws SQLException, IOException {
    try (InputStream in = Files.newInputStream(rows)) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY scout.bronze_records (" + COLUMNS + ") FROM STDIN", in, CHUNK);
    }
  }
}
