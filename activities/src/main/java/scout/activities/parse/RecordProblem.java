package scout.activities.parse;

/**
 * What is wrong with a record.
 *
 * @param code the kind
 * @param position the index of the wrong byte in the checked array
 * @param text what is wrong, for people
 */
record RecordProblem(RejectCode code, int position, String text) {
  /** Returns the same problem with its place in the text. */
  RecordProblem placed(String place) {
    return new RecordProblem(code, position, text + " " + place);
  }
}
