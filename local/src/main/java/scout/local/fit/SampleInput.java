package scout.local.fit;

import java.io.IOException;
import java.time.Instant;

/**
 * A file or an object to examine.
 *
 * @param name its name for people
 * @param key its object key, or the file's name
 * @param device its device
 * @param sizeBytes its stored size
 * @param uploadedAt when it was uploaded; for a local file the present
 * @param content reads its bytes
 */
record SampleInput(
    String name, String key, String device, long sizeBytes, Instant uploadedAt, Content content) {
  /** The stored bytes of a file or object. */
  @FunctionalInterface
  interface Content {
    /** Returns the first bytes, up to a limit. */
    byte[] first(int most) throws IOException;
  }
}
