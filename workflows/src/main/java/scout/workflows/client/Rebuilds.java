package scout.workflows.client;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.Priority;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.rebuild.Rebuild;
import scout.workflows.rebuild.RebuildRequest;

/** Starts a {@link Rebuild}, the same for everyone who does it. */
public final class Rebuilds {
  private Rebuilds() {}

  /**
   * Starts a rebuild; refreshes go before it. Returns once Temporal holds it durably; throws
   * WorkflowExecutionAlreadyStarted while another one runs.
   */
  public static WorkflowStub start(WorkflowClient client, RebuildRequest request) {
    WorkflowStub rebuild =
        client.newUntypedWorkflowStub(
            Rebuild.class.getSimpleName(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.REBUILD)
                .setTaskQueue(TaskQueues.LAYERS)
                .setPriority(Priority.newBuilder().setPriorityKey(Journeys.SWEPT).build())
                .setStaticSummary("Compute anew from " + request.layer().word() + " upwards")
                .build());
    rebuild.start(request);
    return rebuild;
  }
}
