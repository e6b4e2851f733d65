package scout.activities.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import scout.activities.parse.RecordPayload;
import scout.activities.parse.RejectCode;
import scout.activities.parse.RejectedRecord;

/**
 * Writes records in chunks, each behind a savepoint. If the database refuses a chunk, the chunk is
 * halved until the refused records are found. Those are rejected, the others are written.
 */
final class CarefulBronze implements BronzeWriter {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int CHUNK_ROWS = 1_000;

  /** A row in the chunk, from start to end, with the data for its reject. */
  private record Row(int start, int end, long recordNo, long byteOffset, int length, byte[] raw) {}

  private final Connection connection;
  private final BronzeRows encoder;
  private final BinaryCopy copy;
  private final Consumer<RejectedRecord> refused;
  private final RowBuffer rows = new RowBuffer(CHUNK_BYTES);
  private final List<Row> chunk = new ArrayList<>();

  CarefulBronze(
      Connection connection,
      BronzeRows encoder,
      BinaryCopy copy,
      Consumer<RejectedRecord> refused) {
    this.connection = connection;
    this.encoder = encoder;
    this.copy = copy;
    this.refused = refused;
  }

  @Override
  public void write(long recordNo, RecordPayload record, String deviceId) throws SQLException {
    int start = rows.size();
    encoder.encode(rows, recordNo, record, deviceId);
    int kept = Math.min(record.length(), RejectedRecord.MAX_RAW_BYTES);
    byte[] raw = Arrays.copyOfRange(record.bytes(), record.offset(), record.offset() + kept);
    chunk.add(new Row(start, rows.size(), recordNo, record.byteOffset(), record.length(), raw));
    if (rows.size() >= CHUNK_BYTES || chunk.size() >= CHUNK_ROWS) {
      flush();
    }
  }

  @Override
  public void flush() throws SQLException {
    if (!chunk.isEmpty()) {
      copy(chunk);
    }
    chunk.clear();
    rows.clear();
  }

  private void copy(List<Row> part) throws SQLException {
    int start = part.get(0).start();
    Savepoint before = connection.setSavepoint();
    try {
      copy.write(rows.bytes(), start, part.get(part.size() - 1).end() - start);
      copy.end();
    } catch (SQLException e) {
      copy.close();
      if (!DataRefused.is(e)) {
        throw e;
      }
      connection.rollback(before);
      narrow(part, e);
    }
    connection.releaseSavepoint(before);
  }

  private void narrow(List<Row> part, SQLException refusal) throws SQLException {
    if (part.size() > 1) {
      int middle = part.size() / 2;
      copy(part.subList(0, middle));
      copy(part.subList(middle, part.size()));
      return;
    }
    Row row = part.get(0);
    refused.accept(
        new RejectedRecord(
            row.recordNo(),
            row.byteOffset(),
            row.length(),
            RejectCode.DATABASE_REFUSED,
            "The database refused the record with SQLSTATE " + refusal.getSQLState() + ".",
            row.raw()));
  }

  @Override
  public void close() throws SQLException {
    copy.close();
  }
}
