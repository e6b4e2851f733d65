package scout.activities.ingest;

import java.sql.SQLException;
import scout.activities.parse.RecordPayload;

/** Streams records into one COPY. A record that the database refuses fails the transaction. */
final class StreamingBronze implements BronzeWriter {
  private static final int SENT_AT_ONCE = 64 << 10;

  private final BronzeRows encoder;
  private final RowTarget copy;
  private final RowBuffer rows = new RowBuffer(2 * SENT_AT_ONCE);

  StreamingBronze(BronzeRows encoder, RowTarget copy) {
    this.encoder = encoder;
    this.copy = copy;
  }

  @Override
  public void write(long recordNo, RecordPayload record, String deviceId) throws SQLException {
    encoder.encode(rows, recordNo, record, deviceId);
    if (rows.size() >= SENT_AT_ONCE) {
      send();
    }
  }

  private void send() throws SQLException {
    copy.write(rows.bytes(), 0, rows.size());
    rows.clear();
  }

  @Override
  public void flush() throws SQLException {
    if (rows.size() > 0) {
      send();
    }
    copy.end();
  }

  @Override
  public void close() throws SQLException {
    copy.close();
  }
}
