package scout.activities.losses;

import scout.workflows.LostRecords;

/**
 * What became of the records of a batch.
 *
 * @param transactions how many became one, whether or not another delivery of it won
 * @param lost the others
 */
public record Became(long transactions, LostRecords lost) {
  /** Nothing was there. */
  public static final Became NOTHING = new Became(0, LostRecords.NONE);

  /** Returns these and others. */
  public Became plus(Became more) {
    return new Became(transactions + more.transactions, lost.plus(more.lost));
  }
}
