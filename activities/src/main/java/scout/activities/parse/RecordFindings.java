package scout.activities.parse;

/**
 * The findings of one record's check so far. Some end the check. Others, such as a duplicate key,
 * don't, since a record that turns out to be no JSON is rejected as that.
 */
final class RecordFindings {
  private RecordProblem stopped;
  private RecordProblem noted;

  void clear() {
    stopped = null;
    noted = null;
  }

  /** Records a finding that ends the check. Returns -1, the index that stops it. */
  int stop(RejectCode code, int position, String text) {
    stopped = new RecordProblem(code, position, text);
    return -1;
  }

  /** Records a reason to reject the record if nothing ends the check; the first one counts. */
  void note(RejectCode code, int position, String text) {
    if (noted == null) {
      noted = new RecordProblem(code, position, text);
    }
  }

  /** Returns why the record is rejected, or null. */
  RecordProblem problem() {
    return stopped == null ? noted : stopped;
  }
}
