package scout.activities.parse;

import java.io.IOException;
import java.io.InputStream;

/** A file's stored bytes, which can be read more than once. */
public interface StoredBytes {
  /**
   * Opens the bytes from the first one on. Every call gives the same version.
   *
   * @return a stream; the reader reads the first stream to its end and closes all others
   * @throws IOException if they are not available; trying again may help
   */
  InputStream open() throws IOException;
}
