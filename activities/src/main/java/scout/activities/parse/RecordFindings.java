package scout.activities.parse;

/**
 * What a check of one record has found so far. Some findings end the check, others (a key twice)
 * leave it going on, since a record that turns out not to be JSON at all is rejected as that.
 */
final class RecordFindings {
  private RecordProblem stopped;
  private RecordProblem noted;

  void clear() {
    stopped = null;
    noted = null;
  }

  /** Keeps what ends the check, and returns -1, the index that says so. */
  int stop(RejectCode code, int position, String text) {
    stopped = new RecordProblem(code, position, text);
    return -1;
  }

  /** Keeps what rejects the record if nothing ends the check; the first one stays. */
  void note(RejectCode code, int position, String text) {
    if (noted == null) {
      noted = new RecordProblem(code, position, text);
    }
  }

  /** Returns what the record is rejected for, or null. */
  RecordProblem problem() {
    return stopped == null ? noted : stopped;
  }
}
