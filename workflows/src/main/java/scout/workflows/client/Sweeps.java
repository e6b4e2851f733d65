package scout.workflows.client;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepRequest;

/** Starts an {@link EdgeSweep} outside its Schedule, the same for everyone who does it. */
public final class Sweeps {
  private Sweeps() {}

  /**
   * Starts a sweep. Returns once Temporal holds it durably; throws WorkflowExecutionAlreadyStarted
   * while another one that was started so runs.
   */
  public static WorkflowStub start(WorkflowClient client, SweepRequest request) {
    WorkflowStub sweep =
        client.newUntypedWorkflowStub(
            EdgeSweep.class.getSimpleName(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.EDGE_SWEEP_BY_HAND)
                .setTaskQueue(TaskQueues.INGEST)
                .build());
    sweep.start(request);
    return sweep;
  }
}
