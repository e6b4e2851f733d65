package scout.activities.ingest;

import java.sql.SQLException;
import scout.activities.database.Heartbeat;
import scout.activities.parse.RecordPayload;
import scout.activities.parse.RecordSink;
import scout.activities.parse.RejectedRecord;

/** Sends a file's records to bronze and to the rejects, and counts them. */
final class LoadSink implements RecordSink<SQLException> {
  private final BronzeWriter bronze;
  private final RejectWriter rejects;
  private final DeviceResolver devices;
  private final Heartbeat heartbeat;
  private long read;

  LoadSink(BronzeWriter bronze, RejectWriter rejects, DeviceResolver devices, Heartbeat heartbeat) {
    this.bronze = bronze;
    this.rejects = rejects;
    this.devices = devices;
    this.heartbeat = heartbeat;
  }

  @Override
  public void accept(long recordNo, RecordPayload record) throws SQLException {
    heartbeat.stopIfEnded();
    read++;
    bronze.write(recordNo, record, devices.of(record.deviceId()));
    makeRoom();
  }

  @Override
  public void reject(RejectedRecord reject) throws SQLException {
    heartbeat.stopIfEnded();
    read++;
    rejects.add(reject);
    makeRoom();
  }

  private void makeRoom() throws SQLException {
    if (rejects.full()) {
      flush();
    }
  }

  /** Writes all held rows. A connection runs one COPY at a time, so records go first. */
  void flush() throws SQLException {
    bronze.flush();
    rejects.flush();
  }

  long read() {
    return read;
  }
}
