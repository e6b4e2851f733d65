package scout.activities.checks;

import java.time.OffsetDateTime;

/**
 * What a check has passed for.
 *
 * @param until it has passed for every change of a transaction that began before; null if it never
 *     has
 * @param stepUntil where the step ends that it is within; null if it is within none
 * @param part how many parts of that step have passed
 * @param parts into how many that step is cut
 */
record CheckCoverage(OffsetDateTime until, OffsetDateTime stepUntil, int part, int parts) {
  CheckCoverage {
    if (part < 0 || part >= parts || (part > 0 && stepUntil == null)) {
      throw new IllegalArgumentException("Not a place in a step: " + part + " of " + parts);
    }
  }

  /** Everything up to a moment. */
  static CheckCoverage upTo(OffsetDateTime until) {
    return new CheckCoverage(until, null, 0, 1);
  }
}
