package scout.workflows.impl;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import scout.workflows.TaskQueues;
import scout.workflows.housekeeping.Housekeeping;
import scout.workflows.housekeeping.HousekeepingActivities;
import scout.workflows.housekeeping.HousekeepingResult;

/** One activity does all the work. */
public final class HousekeepingImpl implements Housekeeping {
  /**
   * Retiring a month waits only seconds for its locks and then yields to the loads. So it is
   * retried, at most every ten minutes, until the next day's run.
   */
  private static final ActivityOptions PATIENT =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.LAYERS)
          .setStartToCloseTimeout(Duration.ofHours(2))
          .setScheduleToCloseTimeout(Duration.ofHours(20))
          .setHeartbeatTimeout(HeartbeatTimeouts.TIMEOUT)
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(10))
                  .setMaximumInterval(Duration.ofMinutes(10))
                  .build())
          .setSummary("Partitions ahead and retention")
          .build();

  private final HousekeepingActivities activities =
      Workflow.newActivityStub(HousekeepingActivities.class, PATIENT);

  private final CurrentStep step = new CurrentStep("Starting");

  @Override
  public HousekeepingResult run() {
    step.tell("Making partitions and applying the retention settings");
    HousekeepingResult result = activities.keepHouse();
    step.tell(
        String.format(
            "Done: %d months made, %d retired, %d wait for silver; let go of %d raw rejects, %d"
                + " check results, %d alerts.",
            result.monthsMade(),
            result.monthsRetired(),
            result.monthsWaiting(),
            result.rejectedForgotten(),
            result.resultsDeleted(),
            result.alertsDeleted()));
    return result;
  }

  @Override
  public String state() {
    return step.words();
  }
}
