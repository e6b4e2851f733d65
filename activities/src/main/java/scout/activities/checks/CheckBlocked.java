package scout.activities.checks;

/** A blocking check did not pass; thrown inside the layer's transaction, so that it rolls back. */
public final class CheckBlocked extends RuntimeException {
  private final transient QualityCheck check;
  private final transient CheckResult verdict;

  CheckBlocked(QualityCheck check, CheckResult verdict) {
    super("The blocking check " + check.checkName() + " did not pass: " + verdict.message());
    this.check = check;
    this.verdict = verdict;
  }

  /** The check. */
  public QualityCheck check() {
    return check;
  }

  /** Why it did not pass. */
  public CheckResult verdict() {
    return verdict;
  }
}
