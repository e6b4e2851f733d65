package scout.activities.parse;

import java.io.IOException;

/** Cuts a file into records, whatever they hold. */
interface FileFraming {
  /**
   * Finds the next record.
   *
   * @return its place, valid until the next call, or null if there is none
   * @throws FileDamaged if no more records can be told apart
   */
  RecordFrame next() throws IOException, FileDamaged;

  /**
   * Looks again at the last record, which can't be read as it was cut. Its frame may be found anew.
   *
   * @return true if it is cut otherwise now, and {@link #next} begins with its first part; false if
   *     it stays one record
   * @throws FileDamaged if it shows that the file is not what it seemed
   */
  default boolean cutsAgain(RecordFrame record) throws IOException, FileDamaged {
    return false;
  }

  /** Returns the page that the last record came in, as JSON without its records, or null. */
  default byte[] envelope() {
    return null;
  }
}
