package scout.workflows.models;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;

/**
 * Judges a declaration against the one in force, and changes nothing. Workflow id: {@link
 * WorkflowIds#modelsPlan}; task queue: {@link TaskQueues#LAYERS}.
 */
@WorkflowInterface
public interface ModelPlan {
  /** Returns what differs, and why it is refused if it is. */
  @WorkflowMethod
  PlanResult run(ModelFiles files);
}
