package scout.activities.parse;

/** Finds where a record ends. It keeps its state, so that a record may arrive in pieces. */
interface RecordBoundary {
  /** Forgets the last record: the next scanned byte is the first of a new one. */
  void begin();

  /**
   * Scans the next bytes of the record, {@code bytes[from, to)}.
   *
   * @return the index of the first byte after the record, or -1 if it continues
   */
  int scan(byte[] bytes, int from, int to);
}
