package scout.activities.parse;

import java.io.IOException;
import java.io.InputStream;

/** The object's stored bytes, counted. */
final class StoredSource implements ByteSource {
  private final InputStream body;
  private long taken;

  StoredSource(InputStream body) {
    this.body = body;
  }

  /** Returns how many bytes were read. */
  long taken() {
    return taken;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = body.read(into, offset, length);
    taken += Math.max(count, 0);
    return count;
  }
}
