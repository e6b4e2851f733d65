package scout.activities.ingest;

import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import scout.activities.database.Heartbeat;
import scout.activities.ledger.LedgerGroup.NewVersion;
import scout.activities.ledger.LedgerGroup.ReadVersion;
import scout.activities.ledger.PassResult;

/** A file of a group, with its encoded rows. */
final class GroupFile {
  private final HeldFile file;
  private final HeldRows bronze;
  private final HeldRows rejects;
  private PassResult reading;

  /**
   * @param room the most bytes of its rows, of each table
   */
  GroupFile(HeldFile file, int room) {
    this.file = file;
    this.bronze = new HeldRows(room);
    this.rejects = new HeldRows(room);
  }

  /**
   * Reads it. Call this first.
   *
   * @throws HeldRows.Full if there is no room for its rows
   */
  void read(RecordPass records, Instant createdAt, Heartbeat heartbeat) throws SQLException {
    try (RejectWriter rejected = new RejectWriter(file.fileId(), rejects);
        StreamingBronze accepted =
            new StreamingBronze(new BronzeRows(file.origin(), createdAt), bronze)) {
      reading =
          records.read(
              file.object().key(), file.content(), file.metadata(), accepted, rejected, heartbeat);
    }
  }

  UUID fileId() {
    return file.fileId();
  }

  PassResult reading() {
    return reading;
  }

  /** The bytes of its rows. */
  int size() {
    return bronze.size() + rejects.size();
  }

  NewVersion version() {
    return new NewVersion(file.fileId(), file.object(), file.upload());
  }

  ReadVersion readVersion() {
    return new ReadVersion(file.fileId(), reading);
  }

  void sendBronze(RowTarget copy) throws SQLException {
    bronze.sendTo(copy);
  }

  void sendRejects(RowTarget copy) throws SQLException {
    rejects.sendTo(copy);
  }
}
