package scout.workflows.sweep;

import io.temporal.activity.ActivityInterface;

/** The steps of a sweep. */
@ActivityInterface
public interface SweepActivities {
  /**
   * Lists the input area page by page (heartbeating its place) and starts or tells a journey for
   * every object that the ledger does not hold as done.
   */
  SweepResult handOver(SweepRequest request);
}
