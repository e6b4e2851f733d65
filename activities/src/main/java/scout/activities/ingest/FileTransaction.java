package scout.activities.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.PassResult;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;

/** The one transaction in which a file's rows and its ledger row change together. */
final class FileTransaction {
  /** The actions of the transaction before and after it reads the file. */
  interface Step {
    default void before(Handle handle) {}

    /**
     * @param createdAt the created_at of the written bronze rows
     * @return the ledger row to commit; an exception rolls everything back
     */
    LedgerFile after(Handle handle, PassResult reading, Instant createdAt);
  }

  private final Jdbi jdbi;
  private final ObjectStore store;
  private final BronzePartitions partitions;
  private final FilePass pass;

  FileTransaction(Jdbi jdbi, ObjectStore store, BronzePartitions partitions, FilePass pass) {
    this.jdbi = jdbi;
    this.store = store;
    this.partitions = partitions;
    this.pass = pass;
  }

  /**
   * Reads a file and commits. The first pass is fast. If the database refuses a record, a second
   * pass finds it.
   *
   * @param object the version to read, at its first byte; this method closes it
   */
  LedgerFile run(LedgerFile file, ObjectStream object, Step step, Heartbeat heartbeat) {
    try {
      return passes(file, object, step, heartbeat);
    } catch (SQLException e) {
      partitions.forget();
      throw new LoadFailed(file, e);
    }
  }

  private LedgerFile passes(LedgerFile file, ObjectStream object, Step step, Heartbeat heartbeat)
      throws SQLException {
    try {
      return pass(file, object, step, heartbeat, false);
    } catch (SQLException e) {
      if (!DataRefused.is(e)) {
        throw e;
      }
      return pass(file, store.open(object.object()), step, heartbeat, true);
    }
  }

  private LedgerFile pass(
      LedgerFile file, ObjectStream object, Step step, Heartbeat heartbeat, boolean careful)
      throws SQLException {
    try (object) {
      Instant createdAt = later(file.bronzeCreatedAt());
      partitions.ready(createdAt, heartbeat);
      return heartbeat.inTransaction(
          jdbi,
          handle -> {
            step.before(handle);
            PassResult reading = pass.read(handle, file, object, createdAt, heartbeat, careful);
            return step.after(handle, reading, createdAt);
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Closing " + object.object().key() + " failed", e);
    }
  }

  /**
   * Now, in the database's precision. It distinguishes a reprocessed file's new rows from its old.
   */
  private static Instant later(Instant before) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return now.equals(before) ? now.plus(1, ChronoUnit.MICROS) : now;
  }
}
