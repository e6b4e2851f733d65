package scout.activities.checks;

/**
 * A quality check as its row defines it.
 *
 * @param checkName unique
 * @param checkQuery one SELECT that gives one value
 * @param expectedResult null: 0 and true pass
 * @param severity of the alert when it fails
 * @param blocking true if its layer must not change while it fails
 * @param failing true if it did not pass in its last run
 */
public record QualityCheck(
    String checkName,
    String checkQuery,
    String expectedResult,
    String severity,
    boolean blocking,
    boolean failing) {}
