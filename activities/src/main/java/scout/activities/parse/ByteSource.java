package scout.activities.parse;

import java.io.IOException;

/** A source of decompressed bytes. */
interface ByteSource {
  /**
   * Reads some bytes.
   *
   * @return how many were read, at least 1, or -1 at the end
   * @throws IOException if the body can't be read: an outage, not damage
   * @throws FileDamaged if the file's compression is damaged
   */
  int read(byte[] into, int offset, int length) throws IOException, FileDamaged;
}
