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

/** The steps of a journey with the time each may take. */
final class JourneySteps {
  /** An outage of the database or the store is retried until it ends, at most a minute apart. */
  private static final RetryOptions UNTIL_DONE =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofMinutes(1))
          .build();

  /**
   * A large file takes its time. A dead worker is noticed by its missing heartbeat; six hours only
   * bound a load that is stuck while its worker lives.
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
   * A few calls to the database and the store; a large object takes many minutes to copy. Here too
   * a dead worker is noticed by its missing heartbeat.
   */
  private static final ActivityOptions CALL =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.INGEST)
          .setStartToCloseTimeout(Duration.ofHours(2))
          .setHeartbeatTimeout(HeartbeatTimeouts.TIMEOUT)
          .setRetryOptions(UNTIL_DONE)
          .build();

  /**
   * Archiving is tried first within the workflow task, which saves a task's way through the server.
   * What takes longer, or meets an outage, or is a large object, becomes an ordinary step: a local
   * one holds a slot for workflow tasks, while it waits for its turn too.
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
   * @param inBulk true if it is one of many, for which nobody waits
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

  /** A person waits for it, whoever began the journey. */
  private static ActivityOptions first(ActivityOptions options) {
    return ActivityOptions.newBuilder(options)
        .setPriority(Priority.newBuilder().setPriorityKey(Journeys.LIVE).build())
        .build();
  }

  /**
   * Moves the object of a ledger row to where its status says.
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

  /** The Web UI shows the summary behind the name of the step. */
  private static IngestActivities step(ActivityOptions options, String summary) {
    return Workflow.newActivityStub(
        IngestActivities.class,
        ActivityOptions.newBuilder(options).setSummary(SummaryText.of(summary)).build());
  }
}
