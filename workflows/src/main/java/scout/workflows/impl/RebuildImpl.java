package scout.workflows.impl;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import scout.workflows.TaskQueues;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.Rebuild;
import scout.workflows.rebuild.RebuildActivities;
import scout.workflows.rebuild.RebuildPlan;
import scout.workflows.rebuild.RebuildProgress;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.RebuildResult;
import scout.workflows.rebuild.RebuildSlice;
import scout.workflows.rebuild.RebuildState;
import scout.workflows.rebuild.TableChange;

/** Rebuilds silver in slices, then gold and platinum. Each step is an atomic activity. */
public final class RebuildImpl implements Rebuild {
  /**
   * A layer may take long. Missing heartbeats reveal a dead worker, and the step starts again from
   * nothing. Outages are retried; a person can cancel.
   */
  private static final ActivityOptions LASTING =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.LAYERS)
          .setStartToCloseTimeout(Duration.ofHours(24))
          .setHeartbeatTimeout(HeartbeatTimeouts.TIMEOUT)
          .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setMaximumInterval(Duration.ofMinutes(1))
                  .setMaximumAttempts(20)
                  .build())
          .build();

  private final List<TableChange> done = new ArrayList<>();
  private final CurrentStep step = new CurrentStep("Starting");
  private boolean paused;
  private RebuildPlan plan;
  private long files;
  private long records;
  private Long after = 0L;

  /**
   * Called by Temporal before the first signal is handled, so that a resume during the change of
   * runs counts.
   *
   * @param request see {@link Rebuild#run}
   * @param progress see {@link Rebuild#run}
   */
  @WorkflowInit
  public RebuildImpl(RebuildRequest request, RebuildProgress progress) {
    if (progress != null) {
      plan = progress.plan();
      files = progress.files();
      records = progress.records();
      after = progress.after();
      paused = progress.paused();
      done.addAll(progress.done());
    }
  }

  @Override
  public RebuildResult run(RebuildRequest request, RebuildProgress progress) {
    if (request.onlyShows()) {
      step.tell("Comparing " + request.layer().word() + " and above; nothing is changed");
      done.addAll(activities("compare").previewRebuild(request));
    } else {
      request.layer().andAbove().forEach(layer -> rebuild(layer, request));
    }
    long rows = done.stream().mapToLong(TableChange::rows).sum();
    step.tell(String.format("Done: %d rows %s.", rows, request.onlyShows() ? "differ" : "written"));
    return new RebuildResult(request.onlyShows(), done);
  }

  private void rebuild(Layer layer, RebuildRequest request) {
    if (layer == Layer.SILVER
        && Workflow.getVersion("silver-in-slices", Workflow.DEFAULT_VERSION, 1) == 1) {
      rebuildSilver(request);
      return;
    }
    waitWhilePaused("before " + layer.word());
    step.tell("Rebuilding " + layer.word());
    done.addAll(activities(layer.word()).rebuildLayer(layer, request));
  }

  private void rebuildSilver(RebuildRequest request) {
    if (plan == null) {
      step.tell("Counting what there is to rebuild");
      plan = activities("count").planSilver(request);
    }
    if (plan.atOnce()) {
      waitWhilePaused("before silver");
      step.tell("Rebuilding silver at once, since other settings come into force");
      done.addAll(activities("silver").rebuildLayer(Layer.SILVER, request));
      return;
    }
    while (after != null) {
      waitWhilePaused("in silver after " + share());
      step.tell("Rebuilding silver: " + share());
      add(activities(share()).rebuildSilver(request, plan, after));
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(
            request, new RebuildProgress(plan, files, records, after, paused, List.copyOf(done)));
      }
    }
  }

  private void add(RebuildSlice slice) {
    files += slice.files();
    records += slice.records();
    after = slice.after();
    List<TableChange> all = TableChange.sum(List.copyOf(done), slice.tables());
    done.clear();
    done.addAll(all);
  }

  private String share() {
    return String.format(
        "%d of %d files, %d of %d records (%d %%)",
        files,
        plan.files(),
        records,
        plan.records(),
        plan.records() == 0 ? 100 : Math.min(100, records * 100 / plan.records()));
  }

  private void waitWhilePaused(String where) {
    if (paused) {
      step.tell("Paused " + where + "; the signal resume goes on");
      Workflow.await(() -> !paused);
    }
  }

  private static RebuildActivities activities(String summary) {
    return Workflow.newActivityStub(
        RebuildActivities.class, ActivityOptions.newBuilder(LASTING).setSummary(summary).build());
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
    return new RebuildState(
        step.words(),
        paused,
        List.copyOf(done),
        files,
        plan == null ? null : plan.files(),
        records,
        plan == null ? null : plan.records());
  }
}
