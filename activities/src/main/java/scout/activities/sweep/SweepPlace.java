package scout.activities.sweep;

import scout.workflows.SweepResult;

/**
 * How far a sweep has come; it travels in the heartbeats, so that a new attempt goes on from there.
 *
 * @param startAfter the key after which the next page of the listing begins, null from the start
 * @param listedAll true once the listing is through
 * @param counts what was seen and done so far
 */
record SweepPlace(String startAfter, boolean listedAll, SweepResult counts) {
  static final SweepPlace START = new SweepPlace(null, false, new SweepResult(0, 0, 0, 0));

  SweepPlace page(String key, long listed, long unsupported, long handedOver) {
    return new SweepPlace(
        key,
        false,
        new SweepResult(
            counts.listed() + listed,
            counts.unsupported() + unsupported,
            counts.handedOver() + handedOver,
            counts.resumed()));
  }

  SweepPlace through() {
    return new SweepPlace(null, true, counts);
  }

  SweepPlace resumed(long files) {
    return new SweepPlace(
        null,
        true,
        new SweepResult(
            counts.listed(), counts.unsupported(), counts.handedOver(), counts.resumed() + files));
  }
}
