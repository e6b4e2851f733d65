package scout.activities.parse;

/** Turns a framed record into a JSON payload, or reports what is wrong with it and where. */
interface RecordDecoder {
  /**
   * Decodes one whole record.
   *
   * @param payload receives the JSON if there is no problem
   * @return the problem, or null
   */
  RecordProblem decode(RecordFrame frame, RecordPayload payload);

  /**
   * Returns what most rejected records share, if that helps to repair the file.
   *
   * @param rejected how many were rejected
   * @return a part of a sentence for people, or null
   */
  default String hint(long rejected) {
    return null;
  }
}
