package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.DynamicActivity;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scout.workflows.ContractConverter;
import scout.workflows.TaskQueues;
import scout.workflows.housekeeping.Housekeeping;

/** A worker of another release answered in a way that this one can't read at all. */
class UnreadableResultTest {
  @Test
  @Timeout(30)
  void leavesTheRunOpenForAWorkerThatCanReadIt() throws Exception {
    try (TestWorkflowEnvironment temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(ContractConverter.options().build())
                .build())) {
      var worker = temporal.newWorker(TaskQueues.LAYERS);
      WorkflowRegistration.register(worker, WorkflowRegistration.LAYERS);
      worker.registerActivitiesImplementations((DynamicActivity) input -> "a word, and no record");
      temporal.start();
      WorkflowStub run =
          temporal
              .getWorkflowClient()
              .newUntypedWorkflowStub(
                  Housekeeping.class.getSimpleName(),
                  WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.LAYERS).build());
      String id = run.start().getWorkflowId();

      Await.until(
          "its task failed",
          () ->
              temporal.getWorkflowClient().fetchHistory(id).getEvents().stream()
                  .anyMatch(event -> event.hasWorkflowTaskFailedEventAttributes()));

      assertThat(run.describe().getStatus())
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    }
  }
}
