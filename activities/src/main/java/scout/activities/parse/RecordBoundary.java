package scout.activities.parse;

/** Finds where a record ends. It keeps its place, so that a record may come in many pieces. */
interface RecordBoundary {
  /** Forgets the last record: the next byte scanned is the first of another. */
  void begin();

  /**
   * Scans the next bytes of the record, {@code bytes[from, to)}.
   *
   * @return the index of the first byte that is not the record's, or -1 if it goes on
   */
  int scan(byte[] bytes, int from, int to);
}
