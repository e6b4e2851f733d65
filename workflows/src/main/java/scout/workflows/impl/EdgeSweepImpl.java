package scout.workflows.impl;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import scout.workflows.TaskQueues;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepActivities;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

/** One activity does the whole sweep; it keeps its place in its heartbeats. */
public final class EdgeSweepImpl implements EdgeSweep {
  /**
   * A sweep runs until it is done, however many objects there are. Outages of the store, the
   * database or Temporal are retried from the current page, at most a minute apart.
   */
  private static final ActivityOptions LASTING =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.SWEEPS)
          .setStartToCloseTimeout(Duration.ofHours(24))
          .setHeartbeatTimeout(Duration.ofMinutes(1))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setMaximumInterval(Duration.ofMinutes(1))
                  .build())
          .setSummary("List what lies in the bucket and hand over what is new")
          .build();

  private final SweepActivities activities =
      Workflow.newActivityStub(SweepActivities.class, LASTING);

  private final CurrentStep step = new CurrentStep("Starting");

  @Override
  public SweepResult run(SweepRequest request) {
    SweepRequest wish = request == null ? new SweepRequest(false) : request;
    step.tell(
        wish.settle()
            ? "Sweeping; it ends when every file it hands over has come to rest"
            : "Sweeping");
    SweepResult result = activities.handOver(wish);
    step.tell(
        String.format(
            "Done: %d objects listed, %d handed over, %d resumed, %d of a name that is not input,"
                + " %d hidden.",
            result.listed(),
            result.handedOver(),
            result.resumed(),
            result.unsupported(),
            result.hidden()));
    return result;
  }

  @Override
  public String state() {
    return step.words();
  }
}
