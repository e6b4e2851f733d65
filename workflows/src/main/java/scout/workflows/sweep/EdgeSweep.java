package scout.workflows.sweep;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Finds objects in the bucket that the ledger lacks; then nudges one refresh. */
@WorkflowInterface
public interface EdgeSweep {
  /**
   * @param request null is an ordinary sweep that doesn't wait for the journeys
   */
  @WorkflowMethod
  SweepResult run(SweepRequest request);

  /** What it does now, in words a person understands. */
  @QueryMethod
  String state();
}
