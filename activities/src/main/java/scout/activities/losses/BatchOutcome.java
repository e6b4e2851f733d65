package scout.activities.losses;

import scout.workflows.refresh.LostRecords;

/**
 * What became of the records of a batch.
 *
 * @param transactions how many became a transaction, even if another delivery of it won
 * @param lost the others
 */
public record BatchOutcome(long transactions, LostRecords lost) {
  /** The outcome of no records. */
  public static final BatchOutcome NOTHING = new BatchOutcome(0, LostRecords.NONE);

  /** Returns these and others. */
  public BatchOutcome plus(BatchOutcome more) {
    return new BatchOutcome(transactions + more.transactions, lost.plus(more.lost));
  }
}
