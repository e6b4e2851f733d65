package scout.bench.ingest.bare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import scout.storage.ObjectStream;

/** Turns an object's lines into rows like bronze's, without checks. */
final class BareRows {
  private static final String COPY =
      "COPY bare_bronze (id, record_no, device_id, raw_data, file_name, file_path,"
          + " file_size_bytes, checksum, ingested_at, created_at, file_id) FROM STDIN";

  private BareRows() {}

  /** Reads the object to its end and copies its rows; returns how many. */
  static int copy(Connection connection, ObjectStream object, UUID file)
      throws IOException, SQLException {
    String text = new String(object.body().readAllBytes(), StandardCharsets.UTF_8);
    String key = object.object().key();
    String now = Instant.now().toString();
    StringBuilder rows = new StringBuilder();
    int number = 0;
    for (String line : text.lines().toList()) {
      rows.append(UUID.randomUUID()).append('\t').append(++number).append("\ttill-01\t");
      rows.append(line).append('\t').append(key).append('\t').append(key).append('\t');
      rows.append(object.object().size()).append("\t\\N\t").append(now).append('\t');
      rows.append(now).append('\t').append(file).append('\n');
    }
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    copy.writeToCopy(bytes, 0, bytes.length);
    copy.endCopy();
    return number;
  }
}
