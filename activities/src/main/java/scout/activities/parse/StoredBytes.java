package scout.activities.parse;

import java.io.IOException;
import java.io.InputStream;

/** A file's stored bytes, which can be read more than once. */
public interface StoredBytes {
  /**
   * Opens the bytes at the first one. Every call gives the bytes of the same version.
   *
   * @return a stream; the reader reads the first one to its end and closes all but that one
   * @throws IOException if they can't be had; trying again may help
   */
  InputStream open() throws IOException;
}
