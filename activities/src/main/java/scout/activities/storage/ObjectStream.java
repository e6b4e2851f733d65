package scout.activities.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * An object being read. Close it in any case; closing early ends the transfer.
 *
 * @param object the version that is read
 * @param body its bytes as they are stored. Reading fails with an IOException if the transfer is
 *     cut: the stream never ends before the object does
 */
public record ObjectStream(StoredObject object, InputStream body) implements Closeable {
  @Override
  public void close() throws IOException {
    body.close();
  }
}
