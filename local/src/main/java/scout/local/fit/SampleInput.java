package scout.local.fit;

import java.io.IOException;
import java.time.Instant;

/**
 * A file or an object to look at.
 *
 * @param name how people know it
 * @param key its object key, or the file's name
 * @param device whose it is
 * @param sizeBytes its stored size
 * @param uploadedAt when it came; for a local file the present
 * @param content gives its bytes
 */
record SampleInput(
    String name, String key, String device, long sizeBytes, Instant uploadedAt, Content content) {
  /** The stored bytes of a file or object. */
  @FunctionalInterface
  interface Content {
    /** Returns the first bytes, at most so many. */
    byte[] first(int most) throws IOException;
  }
}
