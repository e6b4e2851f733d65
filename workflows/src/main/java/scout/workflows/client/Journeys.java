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
 * Starts or signals a {@link FileJourney} by signal-with-start, for storage events, sweeps and
 * commands alike.
 */
public final class Journeys {
  /** The priority of work that somebody waits for: a storage event or a person's command. */
  public static final int LIVE = 1;

  /** The priority of files that a sweep found; live files go first. */
  public static final int SWEPT = 4;

  private Journeys() {}

  /**
   * Options for a signal-with-start that signals the object's running journey, or starts one.
   *
   * @param bucket the bucket
   * @param key the full object key
   * @param priority {@link #LIVE} or {@link #SWEPT}; applies only if a journey is started
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
   * Signals the object's journey, and starts it if none runs. Returns once Temporal has stored the
   * signal; throws WorkflowServiceException if Temporal can't be reached.
   *
   * @param bucket the bucket
   * @param key the full object key
   * @param priority {@link #LIVE} or {@link #SWEPT}
   * @param signal adds the signal to send
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

  /** Signals the object's journey that a version arrived; see {@link #tell}. */
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
