package scout.workflows.housekeeping;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Makes room for what comes and lets go of what has been kept long enough; daily. */
@WorkflowInterface
public interface Housekeeping {
  /** Returns what was done. */
  @WorkflowMethod
  HousekeepingResult run();

  /** What it does now, in words a person understands. */
  @QueryMethod
  String state();
}
