package scout.workflows.impl;

import scout.workflows.refresh.RefreshRequest;

/** Merges any number of nudges into one refresh that serves them all. */
final class PendingNudges {
  private RefreshRequest pending;
  private int count;

  /** Adds a nudge; null is ignored. */
  void add(RefreshRequest request) {
    if (request == null) {
      return;
    }
    count++;
    pending = pending == null ? request : both(pending, request);
  }

  /** A full refresh also serves a request for checks; a person's request makes it urgent. */
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

  /** How many nudges arrived in all. */
  int count() {
    return count;
  }

  /** The wanted refresh, null if there is none. */
  RefreshRequest peek() {
    return pending;
  }

  /** Takes the wanted refresh; later nudges want another. */
  RefreshRequest take() {
    RefreshRequest taken = pending;
    pending = null;
    return taken;
  }
}
