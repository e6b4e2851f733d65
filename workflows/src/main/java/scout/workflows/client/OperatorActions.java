package scout.workflows.client;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.Priority;
import scout.workflows.SummaryText;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.operator.OperatorAction;
import scout.workflows.operator.OperatorRequest;

/** Starts an {@link OperatorAction}. */
public final class OperatorActions {
  private OperatorActions() {}

  /**
   * Starts the action, or finds the one that was started with this id: a form that is sent twice
   * acts once. Returns once Temporal holds it durably; throws WorkflowServiceException if Temporal
   * can't be reached.
   */
  public static WorkflowStub start(WorkflowClient client, OperatorRequest request) {
    String id = WorkflowIds.operatorAction(request.actionId());
    WorkflowStub action =
        client.newUntypedWorkflowStub(
            OperatorAction.class.getSimpleName(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TaskQueues.INGEST)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setPriority(Priority.newBuilder().setPriorityKey(Journeys.LIVE).build())
                .setStaticSummary(
                    SummaryText.of(
                        request.operator() + ": " + request.action() + " " + request.subject()))
                .build());
    try {
      action.start(request);
      return action;
    } catch (WorkflowExecutionAlreadyStarted before) {
      return client.newUntypedWorkflowStub(id);
    }
  }
}
