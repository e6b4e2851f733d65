package scout.workflows.housekeeping;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Creates coming partitions and deletes data past its retention, daily. */
@WorkflowInterface
public interface Housekeeping {
  /** Returns what was done. */
  @WorkflowMethod
  HousekeepingResult run();

  /** What it does now, in words a person understands. */
  @QueryMethod
  String state();
}
