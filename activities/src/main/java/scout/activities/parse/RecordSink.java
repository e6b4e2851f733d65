package scout.activities.parse;

/**
 * Takes the records of one file, in file order.
 *
 * @param <X> what the sink may fail with; it passes through the reader untouched
 */
public interface RecordSink<X extends Exception> {
  /**
   * Takes a good record.
   *
   * @param recordNo the record's number in its file; the first is 1, rejected ones count too
   * @param record the record; it and its bytes are only valid during the call
   */
  void accept(long recordNo, RecordPayload record) throws X;

  /** Takes a record that can't be loaded. */
  void reject(RejectedRecord reject) throws X;
}
