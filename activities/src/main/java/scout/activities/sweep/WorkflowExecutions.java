package scout.activities.sweep;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.HashSet;
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
  private static final long LIST_SECONDS = 30;
  private static final int LISTED_AT_ONCE = 1_000;
  private static final String STOPPED =
      "ExecutionStatus = 'Running' AND %s = '%s'"
          .formatted(SearchAttributes.STATUS.getName(), SearchAttributes.STOPPED);
  private static final Set<String> WAITS =
      Set.of(FileStatus.QUARANTINED.word(), SearchAttributes.STOPPED);
  private static final Set<Status.Code> PASSING =
      Set.of(
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.UNAVAILABLE,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.ABORTED);

  private static final Set<Status.Code> CANNOT_LIST =
      Set.of(Status.Code.UNIMPLEMENTED, Status.Code.INVALID_ARGUMENT);

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

  /**
   * Returns the ids of the journeys that stopped and wait to be told; none if the server can't list
   * workflows by their status.
   */
  Set<String> stopped() {
    Set<String> ids = new HashSet<>();
    ByteString next = ByteString.EMPTY;
    try {
      do {
        ListWorkflowExecutionsResponse page = stopped(next);
        page.getExecutionsList().forEach(found -> ids.add(found.getExecution().getWorkflowId()));
        next = page.getNextPageToken();
      } while (!next.isEmpty());
    } catch (StatusRuntimeException e) {
      if (!CANNOT_LIST.contains(e.getStatus().getCode())) {
        throw e;
      }
    }
    return ids;
  }

  private ListWorkflowExecutionsResponse stopped(ByteString after) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadlineAfter(LIST_SECONDS, TimeUnit.SECONDS)
        .listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setQuery(STOPPED)
                .setPageSize(LISTED_AT_ONCE)
                .setNextPageToken(after)
                .build());
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
