package scout.activities.bulk;

import scout.workflows.batch.BatchResult;

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

  BatchPlace after(BatchResult more) {
    return new BatchPlace(counts.plus(more));
  }
}
