package scout.workflows.models;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;

/**
 * Puts a declaration in force, in place: silver's columns and child tables first, filled part by
 * part while files come in; then reference data and models, which the next refresh computes.
 * Workflow id: {@link WorkflowIds#MODELS_APPLY}, so that one runs at a time; task queue: {@link
 * TaskQueues#LAYERS}. Each step can be done again.
 */
@WorkflowInterface
public interface ModelApply {
  /**
   * Returns when every model is computed or held.
   *
   * @param request what to apply
   * @param progress null at the beginning
   */
  @WorkflowMethod
  ApplyResult run(ApplyRequest request, ApplyProgress progress);

  /** Starts nothing new until {@link #resume}; a step under way is finished. */
  @SignalMethod(description = "Begin nothing new until resume. No input.")
  void pause();

  /** Continues after {@link #pause}. */
  @SignalMethod(description = "Go on. No input.")
  void resume();

  /** Where it stands. */
  @QueryMethod
  ApplyState state();
}
