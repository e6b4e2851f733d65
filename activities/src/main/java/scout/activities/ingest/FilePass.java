package scout.activities.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import scout.activities.database.Heartbeat;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.PassResult;
import scout.schema.SqlFile;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;

/** One pass over a file's bytes. It writes records and rejects in the open transaction. */
final class FilePass {
  private static final SqlFile SQL =
      SqlFile.load(FilePass.class, "/scout/schema/ingest/bronze.sql");

  private final ObjectStore store;
  private final RecordPass records;

  FilePass(ObjectStore store, RecordPass records) {
    this.store = store;
    this.records = records;
  }

  /** A COPY into bronze, in the handle's transaction. */
  static BinaryCopy bronze(Handle handle) throws SQLException {
    return copy(handle, "copyRows");
  }

  /** A COPY into the rejects, in the handle's transaction. */
  static BinaryCopy rejects(Handle handle) throws SQLException {
    return copy(handle, "copyRejects");
  }

  private static BinaryCopy copy(Handle handle, String statement) throws SQLException {
    return new BinaryCopy(handle.getConnection().unwrap(PGConnection.class), SQL.get(statement));
  }

  /**
   * Reads a file.
   *
   * @param createdAt the created_at of all its bronze rows
   * @param careful true to reject records that the database refuses; false to fail on the first
   * @throws SQLException if a statement fails, e.g. on a refused record in a pass that is not
   *     careful
   */
  PassResult read(
      Handle handle,
      LedgerFile file,
      ObjectStream object,
      Instant createdAt,
      Heartbeat heartbeat,
      boolean careful)
      throws SQLException {
    Connection connection = handle.getConnection();
    BronzeRows rows = new BronzeRows(RowOrigin.of(file), createdAt);
    BinaryCopy copy = bronze(handle);
    HashedBytes bytes =
        new HashedBytes(
            new MovingStream(object.body(), heartbeat),
            () -> new MovingStream(store.open(object.object()).body(), heartbeat));
    try (RejectWriter rejects = new RejectWriter(file.fileId(), rejects(handle));
        BronzeWriter bronze =
            careful
                ? new CarefulBronze(connection, rows, copy, rejects::add)
                : new StreamingBronze(rows, copy)) {
      return records.read(file.key(), bytes, object.metadata(), bronze, rejects, heartbeat);
    }
  }
}
