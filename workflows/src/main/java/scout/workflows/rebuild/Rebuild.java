package scout.workflows.rebuild;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;

/**
 * Recomputes a layer from the one below it, and then those above it; only rows that differ are
 * written. Silver goes in slices of many files, some to a step, so that live files get their turn
 * between two of them and a rebuild that is cut goes on where it was; gold and platinum, which are
 * small beside it, go in one each. Workflow id: {@link WorkflowIds#REBUILD}, so that one runs at a
 * time; task queue: {@link TaskQueues#LAYERS}.
 */
@WorkflowInterface
public interface Rebuild {
  /**
   * Returns what was changed or, for a dry run, what would be.
   *
   * @param request what to rebuild
   * @param progress null at the beginning
   */
  @WorkflowMethod
  RebuildResult run(RebuildRequest request, RebuildProgress progress);

  /** Begins nothing new until {@link #resume}; the slices or layer under way go on to their end. */
  @SignalMethod(description = "Begin nothing new until resume. No input.")
  void pause();

  /** Goes on after {@link #pause}. */
  @SignalMethod(description = "Go on. No input.")
  void resume();

  /** Where it stands. */
  @QueryMethod
  RebuildState state();
}
