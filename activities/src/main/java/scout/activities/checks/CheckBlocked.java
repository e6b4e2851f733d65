package scout.activities.checks;

/** A blocking check did not pass. Thrown in the layer's transaction, so that it rolls back. */
public final class CheckBlocked extends RuntimeException {
  private final transient QualityCheck check;
  private final transient CheckResult verdict;

  CheckBlocked(QualityCheck check, CheckResult verdict) {
    super("The blocking check " + check.checkName() + " did not pass: " + verdict.message());
    this.check = check;
    this.verdict = verdict;
  }

  /** Returns the check. */
  public QualityCheck check() {
    return check;
  }

  /** Returns the result that did not pass. */
  public CheckResult verdict() {
    return verdict;
  }
}
