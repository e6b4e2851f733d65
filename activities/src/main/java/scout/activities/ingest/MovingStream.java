package scout.activities.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import scout.activities.database.Heartbeat;

/** A transfer that reports each received byte as progress of the activity. */
final class MovingStream extends FilterInputStream {
  private final Heartbeat heartbeat;

  MovingStream(InputStream transfer, Heartbeat heartbeat) {
    super(transfer);
    this.heartbeat = heartbeat;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    heartbeat.moved();
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    heartbeat.moved();
    return count;
  }
}
