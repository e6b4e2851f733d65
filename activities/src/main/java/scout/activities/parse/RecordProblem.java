package scout.activities.parse;

/**
 * What is wrong with a record.
 *
 * @param code the kind
 * @param position the index of the byte where it is, in the array that was checked
 * @param text what is wrong, for people
 */
record RecordProblem(RejectCode code, int position, String text) {
  /** Returns the same with its place said in words. */
  RecordProblem placed(String place) {
    return new RecordProblem(code, position, text + " " + place);
  }
}
