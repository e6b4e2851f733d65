package scout.activities.sweep;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import scout.workflows.batch.FileBatch;
import scout.workflows.batch.FileGroup;
import scout.workflows.client.Batches;

/** Starts batches and checks whether they have ended. */
final class BatchStarter {
  private final WorkflowClient client;
  private final WorkflowExecutions executions;

  /**
   * @param client connected to the namespace where the batches run
   */
  BatchStarter(WorkflowClient client) {
    this.client = client;
    this.executions = new WorkflowExecutions(client);
  }

  /**
   * Starts the group's batch, unless it runs already. Returns its id once Temporal has stored it.
   */
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
    return executions.runs(id);
  }
}
