package scout.workflows.operator;

import io.temporal.activity.ActivityInterface;

/** The steps of an {@link OperatorAction}. Calling one again is safe. */
@ActivityInterface
public interface OperatorActivities {
  /** Writes the audit's row, before anything is done. */
  void recordAction(OperatorRequest request);

  /**
   * Does it: signals a journey or a refresh, starts a sweep, or writes to an alert. The outcome of
   * a signal is that it was sent; the ledger shows the rest.
   */
  OperatorResult carryOutAction(OperatorRequest request);

  /** Completes the audit's row. */
  void concludeAction(OperatorRequest request, OperatorResult result);
}
