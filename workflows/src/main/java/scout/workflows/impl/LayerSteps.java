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
import scout.workflows.refresh.LayerResult;
import scout.workflows.refresh.RefreshRequest;

/** The steps of one refresh, in order; remembers the current one. */
final class LayerSteps {
  /**
   * A layer may take long (a first refresh of a whole history), so missing heartbeats reveal a dead
   * worker. Retries bridge a short outage. After four attempts the refresh is recorded as failed;
   * the workflow decides when the next one starts.
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

  /** A failure must be visible: it is recorded once the database can be reached again. */
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
  private boolean arriving = true;

  LayerSteps(UUID refreshId) {
    this.refreshId = refreshId;
  }

  /**
   * Runs all steps, or only the checks.
   *
   * @return a summary of what was done
   * @throws ActivityFailure if a step failed; the later ones have not run
   */
  String run(RefreshRequest request) {
    String done = request.onlyChecks() ? "" : build(request);
    layer = "checks";
    LayerResult checks = layers.runChecks(refreshId, request);
    arriving = !Boolean.FALSE.equals(checks.arriving());
    String failed = checks.failedChecks();
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

  /** The step that runs or failed: {@code silver}, {@code gold}, …. */
  String layer() {
    return layer;
  }

  /** False if no files were on their way when the last step ended. */
  boolean arriving() {
    return arriving;
  }

  /** Closes the refresh as failed. */
  void recordFailure(String error) {
    records.recordFailure(refreshId, layer, error);
  }
}
