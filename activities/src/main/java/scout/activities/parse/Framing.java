package scout.activities.parse;

import java.io.IOException;

/** Cuts a file into records, whatever they hold. */
interface Framing {
  /**
   * Finds the next record.
   *
   * @return its place, valid until the next call, or null if there is none
   * @throws FileDamaged if no more records can be told apart
   */
  Frame next() throws IOException, FileDamaged;
}
