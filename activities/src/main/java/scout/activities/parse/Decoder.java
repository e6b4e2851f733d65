package scout.activities.parse;

/** Turns a framed record into a JSON payload, or says what is wrong with it and where. */
interface Decoder {
  /**
   * Decodes one record that is all there.
   *
   * @param payload gets the JSON, where there is no problem
   * @return the problem, or null
   */
  Problem decode(Frame frame, Payload payload);
}
