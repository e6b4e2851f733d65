package scout.workflows.client;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.Priority;
import java.util.UUID;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ModelApply;
import scout.workflows.models.ModelFiles;
import scout.workflows.models.ModelPlan;
import scout.workflows.models.ModelTest;

/** Starts what judges, tests and applies a declaration of tables. */
public final class Declarations {
  private Declarations() {}

  /** Starts a {@link ModelPlan} of this request. Returns once Temporal holds it durably. */
  public static WorkflowStub plan(WorkflowClient client, UUID request, ModelFiles files) {
    return start(
        client,
        ModelPlan.class,
        WorkflowIds.modelsPlan(request),
        "Judge a declaration of tables",
        files);
  }

  /** Starts a {@link ModelTest} of this request. Returns once Temporal holds it durably. */
  public static WorkflowStub test(WorkflowClient client, UUID request, ModelFiles files) {
    return start(
        client,
        ModelTest.class,
        WorkflowIds.modelsTest(request),
        "Run the tests of a declaration",
        files);
  }

  /**
   * Starts a {@link ModelApply}. Returns once Temporal holds it durably; throws
   * WorkflowExecutionAlreadyStarted while another one runs.
   */
  public static WorkflowStub apply(WorkflowClient client, ApplyRequest request) {
    return start(
        client,
        ModelApply.class,
        WorkflowIds.MODELS_APPLY,
        "Put a declaration of tables in force",
        request);
  }

  private static WorkflowStub start(
      WorkflowClient client, Class<?> workflow, String id, String summary, Object input) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            workflow.getSimpleName(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TaskQueues.LAYERS)
                .setPriority(Priority.newBuilder().setPriorityKey(Journeys.SWEPT).build())
                .setStaticSummary(summary)
                .build());
    stub.start(input);
    return stub;
  }
}
