package scout.activities.bulk;

import scout.workflows.batch.BatchResult;

/**
 * A step's progress. Heartbeats carry it, so that a new attempt continues from there.
 *
 * @param counts what became of the group's first files, those done so far
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
