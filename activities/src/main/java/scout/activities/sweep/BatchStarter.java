package scout.activities.sweep;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import scout.workflows.Batches;
import scout.workflows.FileBatch;
import scout.workflows.FileGroup;

/** Begins batches, and sees whether they have ended. */
final class BatchStarter {
  private final WorkflowClient client;

  /**
   * @param client connected to the namespace where the batches run
   */
  BatchStarter(WorkflowClient client) {
    this.client = client;
  }

  /** Returns the id of the group's batch once Temporal holds it durably; one that runs goes on. */
  String start(FileGroup group) {
    WorkflowOptions options = Batches.options(group);
    FileBatch batch = client.newWorkflowStub(FileBatch.class, options);
    try {
      WorkflowClient.start(batch::run, group);
    } catch (WorkflowExecutionAlreadyStarted running) {
      return options.getWorkflowId();
    }
    return options.getWorkflowId();
  }

  /** False once the batch has ended. */
  boolean runs(String id) {
    try {
      return client.newUntypedWorkflowStub(id).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }
}
