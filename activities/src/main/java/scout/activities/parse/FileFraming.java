package scout.activities.parse;

import java.io.IOException;

/** Cuts a file into records, whatever their content. */
interface FileFraming {
  /**
   * Finds the next record.
   *
   * @return its place, valid until the next call, or null if there is none
   * @throws FileDamaged if further records can't be separated
   */
  RecordFrame next() throws IOException, FileDamaged;

  /**
   * Tries to cut the last record differently, since it is invalid as it was cut. Its frame may be
   * reused.
   *
   * @return true if it was cut; then {@link #next} begins with its first part. False if it stays
   *     one record
   * @throws FileDamaged if the record shows that the file has another structure
   */
  default boolean cutsAgain(RecordFrame record) throws IOException, FileDamaged {
    return false;
  }

  /** Returns the page that the last record came in, as JSON without its records, or null. */
  default byte[] envelope() {
    return null;
  }
}
