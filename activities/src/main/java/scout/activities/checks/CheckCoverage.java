package scout.activities.checks;

import java.time.OffsetDateTime;

/**
 * The changes for which a check has passed.
 *
 * @param until it has passed for the changes of all transactions that began before; null if it
 *     never has
 * @param stepUntil the end of the current step; null if it is within none
 * @param part how many parts of that step have passed
 * @param parts into how many that step is cut
 */
record CheckCoverage(OffsetDateTime until, OffsetDateTime stepUntil, int part, int parts) {
  CheckCoverage {
    if (part < 0 || part >= parts || (part > 0 && stepUntil == null)) {
      throw new IllegalArgumentException("Not a place in a step: " + part + " of " + parts);
    }
  }

  /** Returns the coverage of everything up to a moment. */
  static CheckCoverage upTo(OffsetDateTime until) {
    return new CheckCoverage(until, null, 0, 1);
  }
}
