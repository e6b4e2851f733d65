package scout.activities.parse;

import java.io.IOException;

/** Where the decompressed bytes come from. */
interface ByteSource {
  /**
   * Reads some bytes.
   *
   * @return how many were read, at least 1, or -1 at the end
   * @throws IOException if the body can't be read: an outage, not the file's fault
   * @throws FileDamaged if the file's compression is damaged
   */
  int read(byte[] into, int offset, int length) throws IOException, FileDamaged;
}
