package scout.workflows.client;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import java.util.function.BiConsumer;
import scout.workflows.SearchAttributes;
import scout.workflows.ShortName;
import scout.workflows.SummaryText;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.JourneyStart;

/**
 * How a {@link FileJourney} is begun by signal-with-start, the same for everyone who does it:
 * storage events, sweeps and commands.
 */
public final class Journeys {
  /** The priority of what somebody waits for: a storage event or a person's command. */
  public static final int LIVE = 1;

  /** The priority of what a sweep found; live files go first. */
  public static final int SWEPT = 4;

  private Journeys() {}

  /**
   * Options for a signal-with-start that reaches the running journey of the object, or begins one.
   *
   * @param bucket the bucket
   * @param key the full object key
   * @param priority {@link #LIVE} or {@link #SWEPT}; counts only if the journey is begun
   */
  public static WorkflowOptions options(String bucket, String key, int priority) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.file(bucket, key))
        .setTaskQueue(TaskQueues.INGEST)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setPriority(Priority.newBuilder().setPriorityKey(priority).build())
        .setStaticSummary(SummaryText.of(key))
        .setTypedSearchAttributes(
            io.temporal.common.SearchAttributes.newBuilder()
                .set(SearchAttributes.FILE, ShortName.of(key))
                .set(SearchAttributes.STATUS, FileStatus.LOADING.word())
                .build())
        .build();
  }

  /**
   * Tells the object's journey, beginning it if none runs. Returns once Temporal holds the signal
   * durably; throws WorkflowServiceException if it can't be reached.
   *
   * @param bucket the bucket
   * @param key the full object key
   * @param priority {@link #LIVE} or {@link #SWEPT}
   * @param signal adds the one signal to be sent
   */
  public static void tell(
      WorkflowClient client,
      String bucket,
      String key,
      int priority,
      BiConsumer<BatchRequest, FileJourney> signal) {
    SignalWithStart.send(
        client,
        request -> {
          FileJourney journey =
              client.newWorkflowStub(FileJourney.class, options(bucket, key, priority));
          request.add(journey::run, JourneyStart.of(bucket, key));
          signal.accept(request, journey);
        });
  }

  /** Tells the object's journey that a version arrived; see {@link #tell}. */
  public static void arrived(
      WorkflowClient client, String bucket, String key, FileVersion version, int priority) {
    tell(
        client,
        bucket,
        key,
        priority,
        (request, journey) -> request.add(journey::arrived, version));
  }
}
