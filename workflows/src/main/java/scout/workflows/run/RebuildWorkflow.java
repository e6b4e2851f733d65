package scout.workflows.run;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import scout.workflows.Layer;
import scout.workflows.Rebuild;
import scout.workflows.RebuildActivities;
import scout.workflows.RebuildRequest;
import scout.workflows.RebuildResult;
import scout.workflows.RebuildState;
import scout.workflows.TableChange;
import scout.workflows.TaskQueues;

/** Layer after layer, each an activity that changes all of its layer or nothing. */
public final class RebuildWorkflow implements Rebuild {
  /**
   * A layer may take long; a worker that dies is noticed by its heartbeat, and the layer begins
   * again from nothing done. Outages are ridden out; a person can cancel.
   */
  private static final ActivityOptions LASTING =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.LAYERS)
          .setStartToCloseTimeout(Duration.ofHours(24))
          .setHeartbeatTimeout(Duration.ofSeconds(45))
          .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setMaximumInterval(Duration.ofMinutes(1))
                  .setMaximumAttempts(20)
                  .build())
          .build();

  private final RebuildActivities activities =
      Workflow.newActivityStub(RebuildActivities.class, LASTING);
  private final List<TableChange> done = new ArrayList<>();
  private String step = "Starting";
  private boolean paused;

  @Override
  public RebuildResult run(RebuildRequest request) {
    if (request.onlyShows()) {
      tell("Comparing " + request.layer().word() + " and above; nothing is changed");
      done.addAll(activities.previewRebuild(request));
    } else {
      request.layer().andAbove().forEach(layer -> rebuild(layer, request));
    }
    long rows = done.stream().mapToLong(TableChange::rows).sum();
    tell(String.format("Done: %d rows %s.", rows, request.onlyShows() ? "differ" : "written"));
    return new RebuildResult(request.onlyShows(), done);
  }

  private void rebuild(Layer layer, RebuildRequest request) {
    if (paused) {
      tell("Paused before " + layer.word() + "; the signal resume goes on");
      Workflow.await(() -> !paused);
    }
    tell("Rebuilding " + layer.word());
    done.addAll(activities.rebuildLayer(layer, request));
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
  }

  @Override
  public RebuildState state() {
    return new RebuildState(step, paused, List.copyOf(done));
  }

  private void tell(String words) {
    step = words;
    Workflow.setCurrentDetails(words);
  }
}
