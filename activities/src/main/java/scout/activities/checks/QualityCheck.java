package scout.activities.checks;

/**
 * A quality check as its row defines it.
 *
 * @param checkName unique
 * @param checkQuery one SELECT that gives one value
 * @param expectedResult null: a number passes at 0, a boolean at true
 * @param severity of the alert when it fails
 * @param blocking true if its layer must not change while it fails
 * @param failing true if it did not pass when it ran last
 */
public record QualityCheck(
    String checkName,
    String checkQuery,
    String expectedResult,
    String severity,
    boolean blocking,
    boolean failing) {}
