package scout.activities.parse;

/**
 * Takes the records of one file, in file order.
 *
 * @param <X> the sink's exception; the reader passes it through
 */
public interface RecordSink<X extends Exception> {
  /**
   * Takes a good record.
   *
   * @param recordNo the record's number in its file; the first is 1, rejected ones count too
   * @param record valid only during the call, like its bytes
   */
  void accept(long recordNo, RecordPayload record) throws X;

  /** Takes a record that can't be loaded. */
  void reject(RejectedRecord reject) throws X;
}
