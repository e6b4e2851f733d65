package scout.activities.parse;

/** Turns a framed record into a JSON payload, or says what is wrong with it and where. */
interface RecordDecoder {
  /**
   * Decodes one record that is all there.
   *
   * @param payload gets the JSON, where there is no problem
   * @return the problem, or null
   */
  RecordProblem decode(RecordFrame frame, RecordPayload payload);

  /**
   * Says what most rejected records share, where that helps to mend the file.
   *
   * @param rejected how many were rejected
   * @return a part of a sentence for people, or null
   */
  default String hint(long rejected) {
    return null;
  }
}
