package scout.starter.schedule;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleRange;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import io.temporal.common.converter.EncodedValues;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.workflows.EdgeSweep;
import scout.workflows.SweepRequest;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;

/**
 * The Schedule {@code edge-sweep}. It is changed only when the settings have changed since it was
 * written, which the memo of its action tells (a Schedule's own memo can't be updated on every
 * server); so what a person paused or edited stays as it is.
 */
final class SweepSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(SweepSchedule.class);
  private static final String ID = WorkflowIds.EDGE_SWEEP_SCHEDULE;
  private static final String MEMO = "ScoutSettings";

  private final WorkflowClient temporal;
  private final SweepCadence cadence;

  SweepSchedule(WorkflowClient temporal, SweepCadence cadence) {
    this.temporal = temporal;
    this.cadence = cadence;
  }

  /** Makes or updates it; another starter may do the same at the same time. */
  void ensure() {
    ScheduleClient schedules =
        ScheduleClient.newInstance(
            temporal.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(temporal.getOptions().getNamespace())
                .build());
    try {
      schedules.createSchedule(
          ID,
          wanted(),
          ScheduleOptions.newBuilder().setMemo(Map.of(MEMO, cadence.fingerprint())).build());
      LOG.info("Made the Schedule {}: {}", ID, cadence.fingerprint());
    } catch (ScheduleAlreadyRunningException e) {
      keep(schedules.getHandle(ID));
    } catch (ScheduleException e) {
      if (!isUnimplemented(e)) {
        throw e;
      }
      startCron();
    }
  }

  private Schedule wanted() {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(EdgeSweep.class)
                .setArguments(new SweepRequest(false))
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(ID)
                        .setTaskQueue(TaskQueues.INGEST)
                        .setMemo(Map.of(MEMO, cadence.fingerprint()))
                        .build())
                .build())
        .setSpec(spec())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(cadence.catchUp())
                .build())
        .build();
  }

  /** Written as the server gives it back, every step spelled out, so that an edit shows. */
  private ScheduleSpec spec() {
    ScheduleCalendarSpec everyFewMinutes =
        ScheduleCalendarSpec.newBuilder()
            .setSeconds(range(0, 0, 1))
            .setMinutes(range(0, 59, (int) cadence.period().toMinutes()))
            .setHour(range(0, 23, 1))
            .setDayOfMonth(range(1, 31, 1))
            .setMonth(range(1, 12, 1))
            .setDayOfWeek(range(0, 6, 1))
            .setComment(cadence.cron())
            .build();
    return ScheduleSpec.newBuilder()
        .setCalendars(List.of(everyFewMinutes))
        .setJitter(cadence.jitter())
        .build();
  }

  private static List<ScheduleRange> range(int start, int end, int step) {
    return List.of(new ScheduleRange(start, end, step));
  }

  private void keep(ScheduleHandle handle) {
    ScheduleDescription found = handle.describe();
    if (found.getSchedule().getState().isPaused()) {
      LOG.warn(
          "The Schedule {} is paused by a person and stays so ({}); files wait for storage events"
              + " or ./scout sweep",
          ID,
          found.getSchedule().getState().getNote());
    }
    if (!cadence.fingerprint().equals(written(found))) {
      handle.update(
          input ->
              new ScheduleUpdate(
                  Schedule.newBuilder(wanted())
                      .setState(input.getDescription().getSchedule().getState())
                      .build()));
      LOG.info("Updated the Schedule {}: {}", ID, cadence.fingerprint());
    } else if (isEdited(found.getSchedule())) {
      LOG.warn("The Schedule {} was edited by a person and stays so", ID);
    }
  }

  /** The settings by which it was written; an edit in the Web UI drops the memo of the action. */
  private static String written(ScheduleDescription found) {
    ScheduleActionStartWorkflow action =
        (ScheduleActionStartWorkflow) found.getSchedule().getAction();
    Map<String, Object> memo = action.getOptions().getMemo();
    if (memo != null && memo.get(MEMO) instanceof EncodedValues value) {
      return value.get(0, String.class);
    }
    return (String) found.getMemo(MEMO, String.class);
  }

  private boolean isEdited(Schedule found) {
    return !found.getPolicy().equals(wanted().getPolicy())
        || !found.getSpec().getCalendars().equals(spec().getCalendars())
        || !found.getSpec().getIntervals().isEmpty();
  }

  /** A server without Schedules: a workflow that begins itself again by cron. */
  private void startCron() {
    EdgeSweep sweep =
        temporal.newWorkflowStub(
            EdgeSweep.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(ID)
                .setTaskQueue(TaskQueues.INGEST)
                .setCronSchedule(cadence.cron())
                .build());
    try {
      WorkflowClient.start(sweep::run, new SweepRequest(false));
      LOG.info("This server has no Schedules; sweeps run by cron: {}", cadence.cron());
    } catch (WorkflowExecutionAlreadyStarted e) {
      LOG.info("Sweeps run by cron already");
    }
  }

  private static boolean isUnimplemented(ScheduleException problem) {
    return problem.getCause() instanceof StatusRuntimeException status
        && status.getStatus().getCode() == Status.Code.UNIMPLEMENTED;
  }
}
