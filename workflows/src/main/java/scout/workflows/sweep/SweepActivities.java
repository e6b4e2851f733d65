package scout.workflows.sweep;

import io.temporal.activity.ActivityInterface;

/** The steps of a sweep. */
@ActivityInterface
public interface SweepActivities {
  /**
   * Lists the input area page by page and heartbeats its place. It starts or signals a journey for
   * every object that is not done in the ledger.
   */
  SweepResult handOver(SweepRequest request);
}
