package scout.activities.sweep;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import scout.workflows.SearchAttributes;
import scout.workflows.journey.FileStatus;

/**
 * Asks the Temporal server for the state of workflows. It doesn't ask their workers, which may be
 * busy or away. If the server doesn't answer in time, the workflow counts as running.
 */
final class WorkflowExecutions {
  private static final long CALL_SECONDS = 5;
  private static final Set<String> WAITS =
      Set.of(FileStatus.QUARANTINED.word(), SearchAttributes.STOPPED);
  private static final Set<Status.Code> PASSING =
      Set.of(
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.UNAVAILABLE,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.ABORTED);

  private final WorkflowClient client;

  WorkflowExecutions(WorkflowClient client) {
    this.client = client;
  }

  /** False once the workflow has ended. */
  boolean runs(String id) {
    try {
      return describe(id).filter(WorkflowExecutions::runs).isPresent();
    } catch (StatusRuntimeException e) {
      return passes(e);
    }
  }

  /** Returns false if the journey has ended or only waits for a signal. */
  boolean isBusy(String id) {
    try {
      return describe(id)
          .filter(WorkflowExecutions::runs)
          .filter(WorkflowExecutions::hasWork)
          .isPresent();
    } catch (StatusRuntimeException e) {
      return passes(e);
    }
  }

  private static boolean passes(StatusRuntimeException answer) {
    if (PASSING.contains(answer.getStatus().getCode())) {
      return true;
    }
    throw answer;
  }

  private static boolean runs(DescribeWorkflowExecutionResponse found) {
    return found.getWorkflowExecutionInfo().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /** Some servers don't report pending tasks, so the journey's own status counts too. */
  private static boolean hasWork(DescribeWorkflowExecutionResponse found) {
    return found.getPendingActivitiesCount() > 0
        || found.hasPendingWorkflowTask()
        || !status(found).filter(WAITS::contains).isPresent();
  }

  private static Optional<String> status(DescribeWorkflowExecutionResponse found) {
    return Optional.ofNullable(
            found
                .getWorkflowExecutionInfo()
                .getSearchAttributes()
                .getIndexedFieldsMap()
                .get(SearchAttributes.STATUS.getName()))
        .map(
            payload ->
                DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                    payload, String.class, String.class));
  }

  /** Empty if there is none. */
  private Optional<DescribeWorkflowExecutionResponse> describe(String id) {
    try {
      return Optional.of(
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                      .build()));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
