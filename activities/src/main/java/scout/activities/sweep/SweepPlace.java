package scout.activities.sweep;

import scout.activities.storage.KeyOrder;
import scout.workflows.SweepResult;

/**
 * How far a sweep has come; it travels in the heartbeats, so that a new attempt goes on from there.
 *
 * @param startAfter the key after which the next page of the listing begins, null from the start
 * @param listedAll true once the listing is through
 * @param resumedTo the place in the ledger up to which was resumed what was cut short
 * @param leftovers how many of the leftovers that a sweep takes were taken
 * @param counts what was seen and done so far
 */
record SweepPlace(
    String startAfter, boolean listedAll, long resumedTo, int leftovers, SweepResult counts) {
  static final SweepPlace START = new SweepPlace(null, false, 0, 0, new SweepResult(0, 0, 0, 0));

  /** True if the object of this key is handed over and counted, or the key lies before all that. */
  boolean holds(String key) {
    return listedAll
        || (startAfter != null && key != null && KeyOrder.BY_BYTES.compare(key, startAfter) <= 0);
  }

  SweepPlace page(String key, long listed, long unsupported, long handedOver, int leftoversTaken) {
    return new SweepPlace(
        key,
        false,
        resumedTo,
        leftoversTaken,
        new SweepResult(
            counts.listed() + listed,
            counts.unsupported() + unsupported,
            counts.handedOver() + handedOver,
            counts.resumed()));
  }

  SweepPlace through() {
    return new SweepPlace(null, true, resumedTo, leftovers, counts);
  }

  SweepPlace resumed(long to, long files) {
    return new SweepPlace(
        null,
        true,
        to,
        leftovers,
        new SweepResult(
            counts.listed(), counts.unsupported(), counts.handedOver(), counts.resumed() + files));
  }
}
