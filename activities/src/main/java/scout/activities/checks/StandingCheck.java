package scout.activities.checks;

/**
 * A check with its state.
 *
 * @param walks what it walks in steps: {@code files}, {@code silver} or {@code gold}; null if it
 *     checks everything at once
 * @param byIndex true if its query is planned to use indexes only
 * @param coverage the changes for which it has passed
 * @param due true if it is due now
 */
record StandingCheck(
    QualityCheck check, String walks, boolean byIndex, CheckCoverage coverage, boolean due) {}
