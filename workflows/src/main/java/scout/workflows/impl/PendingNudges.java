package scout.workflows.impl;

import scout.workflows.refresh.RefreshRequest;

/** Any number of nudges, kept as the one refresh that serves them all. */
final class PendingNudges {
  private RefreshRequest pending;
  private int count;

  /** Keeps a nudge; null is nothing. */
  void add(RefreshRequest request) {
    if (request == null) {
      return;
    }
    count++;
    pending = pending == null ? request : both(pending, request);
  }

  /** A full refresh serves a wish for checks as well; a person's wish makes it urgent. */
  private static RefreshRequest both(RefreshRequest first, RefreshRequest second) {
    RefreshRequest said = second.urgent() || first.reason() == null ? second : first;
    return new RefreshRequest(
        said.reason(),
        first.urgent() || second.urgent(),
        first.onlyChecks() && second.onlyChecks());
  }

  /** True if a refresh is wanted. */
  boolean any() {
    return pending != null;
  }

  /** True if a person wants one. */
  boolean urgent() {
    return pending != null && pending.urgent();
  }

  /** How many came in all. */
  int count() {
    return count;
  }

  /** The refresh that is wanted, null if none is. */
  RefreshRequest peek() {
    return pending;
  }

  /** Takes the refresh that is wanted; what comes from now on wants another. */
  RefreshRequest take() {
    RefreshRequest taken = pending;
    pending = null;
    return taken;
  }
}
