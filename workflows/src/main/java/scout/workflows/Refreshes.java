package scout.workflows;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;

/** How {@link LayerRefresh} is told by signal-with-start, the same for everyone who does it. */
public final class Refreshes {
  private Refreshes() {}

  /** Options for a signal-with-start that reaches the running workflow, or begins it. */
  public static WorkflowOptions options() {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.LAYER_REFRESH)
        .setTaskQueue(TaskQueues.LAYERS)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary("Silver, gold, platinum and the checks, one refresh after the other")
        .build();
  }
}
