package scout.activities.ingest;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import scout.activities.parse.RejectedRecord;

/** Buffers the rejects of one load. Its memory does not grow with the file. */
final class RejectWriter implements AutoCloseable {
  private static final int FIELDS = 8;
  private static final int HELD_ROWS = 1_000;
  private static final int HELD_BYTES = 2 << 20;
  private static final String STAGE = "bronze";

  private final UUID fileId;
  private final RowTarget copy;
  private final List<RejectedRecord> held = new ArrayList<>();
  private int heldBytes;
  private long count;

  RejectWriter(UUID fileId, RowTarget copy) {
    this.fileId = fileId;
    this.copy = copy;
  }

  void add(RejectedRecord reject) {
    held.add(reject);
    heldBytes += reject.raw().length;
    count++;
  }

  /** The number of rejects so far. */
  long count() {
    return count;
  }

  boolean full() {
    return held.size() >= HELD_ROWS || heldBytes >= HELD_BYTES;
  }

  /** Writes the buffered rejects. */
  void flush() throws SQLException {
    RowBuffer row = new RowBuffer(1 << 10);
    for (RejectedRecord reject : held) {
      row.clear();
      row.row(FIELDS);
      row.uuid(fileId);
      row.text(STAGE);
      row.bigint(reject.recordNo());
      row.bigint(reject.byteOffset());
      row.text(reject.code().name());
      row.text(reject.message());
      row.binary(reject.raw());
      row.text(reject.printable());
      copy.write(row.bytes(), 0, row.size());
    }
    copy.end();
    held.clear();
    heldBytes = 0;
  }

  @Override
  public void close() throws SQLException {
    copy.close();
  }
}
