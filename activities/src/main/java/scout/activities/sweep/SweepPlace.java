package scout.activities.sweep;

import scout.storage.KeyOrder;
import scout.workflows.sweep.SweepResult;

/**
 * A sweep's progress. Heartbeats carry it, so that a new attempt continues from there.
 *
 * @param startAfter the key after which the next page of the listing begins, null at the start
 * @param listedAll true once the listing is finished
 * @param resumedTo the place in the ledger up to which files that were cut short are resumed
 * @param leftovers how many leftovers were taken
 * @param leftInPlace some of the objects that are no input
 * @param counts what was seen and done so far
 */
record SweepPlace(
    String startAfter,
    boolean listedAll,
    long resumedTo,
    int leftovers,
    LeftInPlace leftInPlace,
    SweepResult counts) {
  static final SweepPlace START =
      new SweepPlace(null, false, 0, 0, LeftInPlace.NOTHING, new SweepResult(0, 0, 0, 0, 0));

  SweepPlace {
    leftInPlace = leftInPlace == null ? LeftInPlace.NOTHING : leftInPlace;
  }

  /**
   * Returns true if the object of this key is handed over and counted, or if the key lies before.
   */
  boolean holds(String key) {
    return listedAll
        || (startAfter != null && key != null && KeyOrder.BY_BYTES.compare(key, startAfter) <= 0);
  }

  /**
   * The place after one more page.
   *
   * @param end the key after which the next page begins
   * @param left what is left in place up to there
   * @param taken how many leftovers are taken up to there
   * @param page what the page adds to the counts
   */
  SweepPlace page(String end, LeftInPlace left, int taken, SweepResult page) {
    return new SweepPlace(
        end,
        false,
        resumedTo,
        taken,
        left,
        new SweepResult(
            counts.listed() + page.listed(),
            counts.unsupported() + page.unsupported(),
            counts.handedOver() + page.handedOver(),
            counts.resumed(),
            counts.hidden() + page.hidden()));
  }

  SweepPlace through() {
    return new SweepPlace(null, true, resumedTo, leftovers, leftInPlace, counts);
  }

  SweepPlace resumed(long to, long files) {
    return new SweepPlace(
        null,
        true,
        to,
        leftovers,
        leftInPlace,
        new SweepResult(
            counts.listed(),
            counts.unsupported(),
            counts.handedOver(),
            counts.resumed() + files,
            counts.hidden()));
  }
}
