package scout.workflows.client;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.refresh.LayerRefresh;
import scout.workflows.refresh.RefreshRequest;

/** Signals {@link LayerRefresh} by signal-with-start, for all callers alike. */
public final class Refreshes {
  private Refreshes() {}

  /** Options for a signal-with-start that signals the running workflow, or starts it. */
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

  /**
   * Requests a refresh, and starts the workflow if it doesn't run. Returns once Temporal has stored
   * the request; throws WorkflowServiceException if Temporal can't be reached.
   */
  public static void request(WorkflowClient client, RefreshRequest wanted) {
    SignalWithStart.send(
        client,
        request -> {
          LayerRefresh refresh = client.newWorkflowStub(LayerRefresh.class, options());
          request.add(refresh::run, null);
          request.add(refresh::refresh, wanted);
        });
  }
}
