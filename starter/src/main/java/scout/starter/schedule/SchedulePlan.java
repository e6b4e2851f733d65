package scout.starter.schedule;

import java.time.Duration;
import java.util.List;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.housekeeping.Housekeeping;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepRequest;

/**
 * What a Schedule starts, and when. A run is skipped while another is running.
 *
 * @param id of the Schedule, and of the workflows that it starts
 * @param workflow the contract of the workflow
 * @param arguments of the workflow
 * @param queue the task queue of the workflow
 * @param cron when, in five fields, UTC; for servers without Schedules
 * @param minutesApart the time between two runs in an hour; 0 is once a day at three
 * @param catchUp how late a run that was missed while Temporal was down may start
 * @param jitter each run starts up to this much later
 */
record SchedulePlan(
    String id,
    Class<?> workflow,
    List<Object> arguments,
    String queue,
    String cron,
    int minutesApart,
    Duration catchUp,
    Duration jitter) {

  /** A sweep at the cadence of the settings. */
  static SchedulePlan sweep(SweepCadence cadence) {
    return new SchedulePlan(
        WorkflowIds.EDGE_SWEEP_SCHEDULE,
        EdgeSweep.class,
        List.of(new SweepRequest(false)),
        TaskQueues.INGEST,
        cadence.cron(),
        (int) cadence.period().toMinutes(),
        cadence.catchUp(),
        cadence.jitter());
  }

  /** Housekeeping at three at night, UTC; a missed one is made up within the day. */
  static SchedulePlan housekeeping() {
    return new SchedulePlan(
        WorkflowIds.HOUSEKEEPING_SCHEDULE,
        Housekeeping.class,
        List.of(),
        TaskQueues.LAYERS,
        "0 3 * * *",
        0,
        Duration.ofHours(20),
        Duration.ZERO);
  }

  /** Changes when any part changes. */
  String fingerprint() {
    return cron + " catch-up " + catchUp + " jitter " + jitter + " overlap skip";
  }
}
