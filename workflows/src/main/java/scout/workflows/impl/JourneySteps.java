package scout.workflows.impl;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.UUID;
import scout.workflows.SummaryText;
import scout.workflows.TaskQueues;
import scout.workflows.client.Journeys;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.IngestActivities;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/** The steps of a journey with their timeouts. */
final class JourneySteps {
  /** An outage of the database or the store is retried until it ends, at most a minute apart. */
  private static final RetryOptions UNTIL_DONE =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofMinutes(1))
          .build();

  /**
   * A large file takes long. Missing heartbeats reveal a dead worker; six hours only bound a stuck
   * load of a live worker.
   */
  private static final ActivityOptions LOAD =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.INGEST)
          .setStartToCloseTimeout(Duration.ofHours(6))
          .setHeartbeatTimeout(HeartbeatTimeouts.TIMEOUT)
          .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
          .setRetryOptions(UNTIL_DONE)
          .build();

  /**
   * A few calls to the database and the store; copying a large object takes many minutes. Here too
   * missing heartbeats reveal a dead worker.
   */
  private static final ActivityOptions CALL =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.INGEST)
          .setStartToCloseTimeout(Duration.ofHours(2))
          .setHeartbeatTimeout(HeartbeatTimeouts.TIMEOUT)
          .setRetryOptions(UNTIL_DONE)
          .build();

  /**
   * Archiving first runs inside the workflow task, which saves a round trip to the server. If it
   * takes longer, meets an outage or has a large object, it becomes an ordinary activity. A local
   * one holds a workflow task slot, even while it waits for its turn.
   */
  private static final LocalActivityOptions AT_ONCE =
      LocalActivityOptions.newBuilder()
          .setScheduleToStartTimeout(Duration.ofSeconds(5))
          .setStartToCloseTimeout(Duration.ofSeconds(10))
          .setScheduleToCloseTimeout(Duration.ofSeconds(15))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build();

  /**
   * Loads a version.
   *
   * @throws ActivityFailure if trying again can't help
   */
  LoadResult load(LoadRequest request) {
    return step(LOAD, request.key()).load(request);
  }

  /**
   * Reads a version again.
   *
   * @param inBulk true if it is one of many that nobody waits for
   * @throws ActivityFailure if trying again can't help
   */
  LoadResult loadAgain(LoadRequest request, boolean inBulk) {
    return step(inBulk ? LOAD : first(LOAD), "again " + request.key()).load(request);
  }

  /**
   * Takes a file out.
   *
   * @throws ActivityFailure if trying again can't help
   */
  LoadResult discard(String bucket, String key, DiscardRequest request) {
    return step(first(CALL), key).discard(bucket, key, request);
  }

  /** A person waits for it, whoever started the journey. */
  private static ActivityOptions first(ActivityOptions options) {
    return ActivityOptions.newBuilder(options)
        .setPriority(Priority.newBuilder().setPriorityKey(Journeys.LIVE).build())
        .build();
  }

  /**
   * Moves a ledger row's object to the place for its status.
   *
   * @throws ActivityFailure if trying again can't help
   */
  ArchiveResult archive(UUID fileId, String key) {
    try {
      return Workflow.newLocalActivityStub(
              IngestActivities.class,
              LocalActivityOptions.newBuilder(AT_ONCE).setSummary(SummaryText.of(key)).build())
          .archive(fileId);
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure) {
        throw e;
      }
      return step(CALL, key).archive(fileId);
    }
  }

  /** The Web UI shows the summary after the step's name. */
  private static IngestActivities step(ActivityOptions options, String summary) {
    return Workflow.newActivityStub(
        IngestActivities.class,
        ActivityOptions.newBuilder(options).setSummary(SummaryText.of(summary)).build());
  }
}
