package scout.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;

/**
 * An object being read. Close it in any case; closing early ends the transfer.
 *
 * @param object the version that is read
 * @param metadata what the uploader wrote beside it: the {@code x-amz-meta-} headers, by the rest
 *     of their names in lower case
 * @param answeredAt the storage's time when it answered, to the second; null if it didn't say
 * @param body its bytes as they are stored. Reading fails with an IOException if the transfer is
 *     cut: the stream never ends before the object does
 */
public record ObjectStream(
    StoredObject object, Map<String, String> metadata, Instant answeredAt, InputStream body)
    implements Closeable {
  public ObjectStream {
    metadata = Map.copyOf(metadata);
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
