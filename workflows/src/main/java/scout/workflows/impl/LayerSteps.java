package scout.workflows.impl;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.UUID;
import scout.workflows.TaskQueues;
import scout.workflows.refresh.LayerActivities;
import scout.workflows.refresh.RefreshRequest;

/** The steps of one refresh, in order; it remembers which one it came to. */
final class LayerSteps {
  /**
   * A layer may take long (a first refresh of a whole history), so the heartbeat is what tells a
   * dead worker. A short outage is ridden out; after four attempts the refresh is recorded as
   * failed, and the wait before the next one is the workflow's.
   */
  private static final ActivityOptions LAYER =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.LAYERS)
          .setStartToCloseTimeout(Duration.ofHours(6))
          .setHeartbeatTimeout(HeartbeatTimeouts.TIMEOUT)
          .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setBackoffCoefficient(3)
                  .setMaximumInterval(Duration.ofSeconds(10))
                  .setMaximumAttempts(4)
                  .build())
          .build();

  /** A failure must be seen: it is recorded as soon as the database can be reached again. */
  private static final ActivityOptions RECORD =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.LAYERS)
          .setStartToCloseTimeout(Duration.ofMinutes(1))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setMaximumInterval(Duration.ofSeconds(20))
                  .build())
          .build();

  private final LayerActivities layers = Workflow.newActivityStub(LayerActivities.class, LAYER);
  private final LayerActivities records = Workflow.newActivityStub(LayerActivities.class, RECORD);
  private final UUID refreshId;
  private String layer = "silver";

  LayerSteps(UUID refreshId) {
    this.refreshId = refreshId;
  }

  /**
   * Runs them all, or the checks alone.
   *
   * @return what was done, in words
   * @throws ActivityFailure if a step failed; the later ones have not run
   */
  String run(RefreshRequest request) {
    String done = request.onlyChecks() ? "" : build(request);
    layer = "checks";
    String failed = layers.runChecks(refreshId, request).failedChecks();
    return done + (failed == null ? "All checks passed." : "Failed checks: " + failed + ".");
  }

  private String build(RefreshRequest request) {
    layer = "silver";
    var silver = layers.buildSilver(refreshId, request);
    layer = "gold";
    var gold = layers.buildGold(refreshId);
    layer = "platinum";
    var platinum = layers.buildPlatinum(refreshId);
    long lost = silver.lost() == null ? 0 : silver.lost().all();
    return String.format(
        "%d files settled: %d transactions, %d records lost; %d silver, %d gold, %d platinum rows"
            + " written. ",
        silver.files(), silver.transactions(), lost, silver.rows(), gold.rows(), platinum.rows());
  }

  /** The step that runs, or that failed: {@code silver}, {@code gold}, …. */
  String layer() {
    return layer;
  }

  /** Closes the refresh as failed. */
  void recordFailure(String error) {
    records.recordFailure(refreshId, layer, error);
  }
}
