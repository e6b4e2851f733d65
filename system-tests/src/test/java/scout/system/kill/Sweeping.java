package scout.system.kill;

import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import scout.workflows.WorkflowIds;

/** The sweeps that the Schedule begins, without waiting a quarter of an hour for each. */
final class Sweeping {
  private final Site site;
  private final ScheduleHandle schedule;

  /** A starter of the site makes the Schedule. */
  Sweeping(Site site) {
    this.site = site;
    this.schedule =
        ScheduleClient.newInstance(
                site.client().getWorkflowServiceStubs(),
                ScheduleClientOptions.newBuilder()
                    .setNamespace(site.client().getOptions().getNamespace())
                    .build())
            .getHandle(WorkflowIds.EDGE_SWEEP_SCHEDULE);
  }

  /** Lets the Schedule begin one more sweep, and waits until none runs. */
  void next() throws Exception {
    site.until("the Schedule is there", () -> begun() >= 0);
    awaitNone();
    long before = begun();
    schedule.trigger();
    site.until("the Schedule began a sweep", () -> begun() > before);
    awaitNone();
  }

  private void awaitNone() throws Exception {
    site.until("no sweep runs", () -> description().getInfo().getRunningActions().isEmpty());
  }

  private long begun() {
    try {
      return description().getInfo().getNumActions();
    } catch (ScheduleException e) {
      return -1;
    }
  }

  private ScheduleDescription description() {
    return schedule.describe();
  }
}
