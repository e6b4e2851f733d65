package scout.activities.checks;

import java.time.OffsetDateTime;

/**
 * A step of a check's walk: what changed from one moment to before another, or a part of that.
 *
 * @param since null: from the beginning
 * @param until null: to the end
 * @param part from 0 on
 * @param parts into how many the step is cut
 * @param weight how many times the usual records it holds; 1 except where a batch can't be cut
 */
record WalkStep(OffsetDateTime since, OffsetDateTime until, int part, int parts, long weight) {
  /** True if nothing is left after it. */
  boolean isLast() {
    return until == null && part == parts - 1;
  }

  /** From where the walk goes on. */
  CheckCoverage then() {
    return part + 1 < parts
        ? new CheckCoverage(since, until, part + 1, parts)
        : CheckCoverage.upTo(until);
  }

  /**
   * What is covered once it has passed.
   *
   * @param covers until when this walk is sure to see every change
   */
  CheckCoverage covered(OffsetDateTime covers) {
    if (until == null || until.isAfter(covers)) {
      return CheckCoverage.upTo(since == null || covers.isAfter(since) ? covers : since);
    }
    return then();
  }
}
