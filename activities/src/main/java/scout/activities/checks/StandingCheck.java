package scout.activities.checks;

/**
 * A check and how it stands.
 *
 * @param walks over what it walks in steps: {@code files}, {@code silver} or {@code gold}; null: it
 *     looks at everything at once
 * @param byIndex true if its query is planned to look things up by index alone
 * @param coverage what it has passed for
 * @param due true if it is to be looked at now
 */
record StandingCheck(
    QualityCheck check, String walks, boolean byIndex, CheckCoverage coverage, boolean due) {}
