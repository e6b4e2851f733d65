package scout.workflows.rebuild;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;

/**
 * Recomputes a layer from the one below it, and then those above it; only rows that differ are
 * written. Silver is rebuilt in slices of many files, several to a step. Live files get their turn
 * between slices, and an interrupted rebuild continues where it was. Gold and platinum are much
 * smaller and take one step each. Workflow id: {@link WorkflowIds#REBUILD}, so that one runs at a
 * time; task queue: {@link TaskQueues#LAYERS}.
 */
@WorkflowInterface
public interface Rebuild {
  /**
   * Returns the changes or, for a dry run, the changes it would make.
   *
   * @param request what to rebuild
   * @param progress null at the beginning
   */
  @WorkflowMethod
  RebuildResult run(RebuildRequest request, RebuildProgress progress);

  /** Starts nothing new until {@link #resume}; slices or a layer under way are finished. */
  @SignalMethod(description = "Begin nothing new until resume. No input.")
  void pause();

  /** Continues after {@link #pause}. */
  @SignalMethod(description = "Go on. No input.")
  void resume();

  /** Where it stands. */
  @QueryMethod
  RebuildState state();
}
