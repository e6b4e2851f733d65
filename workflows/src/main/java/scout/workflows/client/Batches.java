package scout.workflows.client;

import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import scout.workflows.SummaryText;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.batch.FileBatch;
import scout.workflows.batch.FileGroup;

/** Starts a {@link FileBatch}. */
public final class Batches {
  private Batches() {}

  /**
   * Options to start the batch of a group. The id follows from the group, so a group runs only once
   * at a time.
   *
   * @param priority {@link Journeys#LIVE} or {@link Journeys#SWEPT}
   */
  public static WorkflowOptions options(FileGroup group, int priority) {
    String first = group.files().get(0).key();
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.batch(group))
        .setTaskQueue(TaskQueues.INGEST)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setPriority(Priority.newBuilder().setPriorityKey(priority).build())
        .setStaticSummary(SummaryText.of(group.files().size() + " small files from " + first))
        .build();
  }

  /**
   * Starts the group's batch, unless it runs already. Returns its id once Temporal has stored it.
   *
   * @param priority {@link Journeys#LIVE} or {@link Journeys#SWEPT}
   */
  public static String start(WorkflowClient client, FileGroup group, int priority) {
    WorkflowOptions options = options(group, priority);
    FileBatch batch = client.newWorkflowStub(FileBatch.class, options);
    try {
      WorkflowClient.start(batch::run, group);
    } catch (WorkflowExecutionAlreadyStarted running) {
      return options.getWorkflowId();
    }
    return options.getWorkflowId();
  }
}
