package scout.activities.bulk;

import scout.workflows.BatchResult;

/**
 * How far a step has come; it travels in the heartbeats, so that a new attempt goes on from there.
 *
 * @param counts what became of the files so far, which are the first of the group
 */
record BatchPlace(BatchResult counts) {
  static final BatchPlace START = new BatchPlace(BatchResult.NONE);

  int next() {
    return (int) counts.files();
  }

  BatchPlace after(boolean rested) {
    return new BatchPlace(counts.plus(rested ? new BatchResult(1, 0) : new BatchResult(0, 1)));
  }
}
