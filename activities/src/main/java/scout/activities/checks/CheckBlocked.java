package scout.activities.checks;

/** A blocking check did not pass; thrown inside the layer's transaction, so that it rolls back. */
public final class CheckBlocked extends RuntimeException {
  private final transient Check check;
  private final transient Verdict verdict;

  CheckBlocked(Check check, Verdict verdict) {
    super("The blocking check " + check.checkName() + " did not pass: " + verdict.message());
    this.check = check;
    this.verdict = verdict;
  }

  /** The check. */
  public Check check() {
    return check;
  }

  /** Why it did not pass. */
  public Verdict verdict() {
    return verdict;
  }
}
