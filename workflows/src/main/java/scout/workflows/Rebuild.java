package scout.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Recomputes a layer from the one below it, and then those above it; only rows that differ are
 * written. Workflow id: {@link WorkflowIds#REBUILD}, so that one runs at a time; task queue: {@link
 * TaskQueues#LAYERS}.
 */
@WorkflowInterface
public interface Rebuild {
  /** Returns what was changed or, for a dry run, what would be. */
  @WorkflowMethod
  RebuildResult run(RebuildRequest request);

  /** Begins no other layer until {@link #resume}; the layer under way goes on. */
  @SignalMethod
  void pause();

  /** Goes on after {@link #pause}. */
  @SignalMethod
  void resume();

  /** Where it stands. */
  @QueryMethod
  RebuildState state();
}
