package scout.activities.checks;

import java.time.OffsetDateTime;

/**
 * A step of a check's walk: the changes from one moment until before another, or a part of them.
 *
 * @param since null: from the beginning
 * @param until null: to the end
 * @param part from 0 on
 * @param parts into how many the step is cut
 * @param weight its records as a multiple of the usual number; 1 unless a batch can't be cut
 */
record WalkStep(OffsetDateTime since, OffsetDateTime until, int part, int parts, long weight) {
  /** Returns true if it is the last step. */
  boolean isLast() {
    return until == null && part == parts - 1;
  }

  /** Returns where the walk continues. */
  CheckCoverage then() {
    return part + 1 < parts
        ? new CheckCoverage(since, until, part + 1, parts)
        : CheckCoverage.upTo(until);
  }

  /**
   * Returns the coverage once it has passed.
   *
   * @param covers the time before which this walk sees every change
   */
  CheckCoverage covered(OffsetDateTime covers) {
    if (until == null || until.isAfter(covers)) {
      return CheckCoverage.upTo(since == null || covers.isAfter(since) ? covers : since);
    }
    return then();
  }
}
