package scout.workflows;

/**
 * A nudge. What there is to do is read from the ledger, never from here. Every field may be null.
 *
 * @param reason what happened, e.g. {@code loaded}
 * @param byPerson true if a person asked: then a waiting period after a failure is cut short; null
 *     counts as a person, since the program always says which
 * @param checksOnly true to run the quality checks alone
 */
public record RefreshRequest(String reason, Boolean byPerson, Boolean checksOnly) {
  /** A nudge by the program itself. */
  public static RefreshRequest nudge(String reason) {
    return new RefreshRequest(reason, false, false);
  }

  /** True if a person asked. */
  public boolean urgent() {
    return byPerson == null || byPerson;
  }

  /** True if only the quality checks are asked for. */
  public boolean onlyChecks() {
    return checksOnly != null && checksOnly;
  }
}
