package scout.starter.schedule;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Schedule that is kept as planned. It is updated only if the settings have changed since it was
 * written. The memo of its action records them (not every server can update a Schedule's own memo).
 * The Web UI and the Temporal CLI write an action without that memo, which reveals a person's edit.
 * A Schedule that a person paused or edited stays as it is, even if the settings change later.
 */
final class ManagedSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(ManagedSchedule.class);
  private static final String MEMO = "ScoutSettings";

  private final WorkflowClient temporal;
  private final SchedulePlan plan;
  private String said = "";

  ManagedSchedule(WorkflowClient temporal, SchedulePlan plan) {
    this.temporal = temporal;
    this.plan = plan;
  }

  /**
   * Creates or updates it; another starter may do so at the same time. A person's edit is logged
   * once.
   *
   * @return true if it was missing
   */
  boolean ensure() {
    ScheduleClient schedules =
        ScheduleClient.newInstance(
            temporal.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(temporal.getOptions().getNamespace())
                .build());
    try {
      schedules.createSchedule(plan.id(), wanted(), ScheduleOptions.newBuilder().build());
      LOG.info("Made the Schedule {}: {}", plan.id(), plan.fingerprint());
      said = "";
      return true;
    } catch (ScheduleAlreadyRunningException e) {
      keep(schedules.getHandle(plan.id()));
      return false;
    } catch (ScheduleException e) {
      if (!isUnimplemented(e)) {
        throw e;
      }
      return startCron();
    }
  }

  private Schedule wanted() {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(plan.workflow())
                .setArguments(plan.arguments().toArray())
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(plan.id())
                        .setTaskQueue(plan.queue())
                        .setMemo(Map.of(MEMO, plan.fingerprint()))
                        .build())
                .build())
        .setSpec(spec())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(plan.catchUp())
                .build())
        .build();
  }

  /** The spec in the server's own form, with every step spelled out, so that an edit shows. */
  private ScheduleSpec spec() {
    boolean daily = plan.minutesApart() == 0;
    ScheduleCalendarSpec times =
        ScheduleCalendarSpec.newBuilder()
            .setSeconds(range(0, 0, 1))
            .setMinutes(daily ? range(0, 0, 1) : range(0, 59, plan.minutesApart()))
            .setHour(daily ? range(3, 3, 1) : range(0, 23, 1))
            .setDayOfMonth(range(1, 31, 1))
            .setMonth(range(1, 12, 1))
            .setDayOfWeek(range(0, 6, 1))
            .setComment(plan.cron())
            .build();
    return ScheduleSpec.newBuilder().setCalendars(List.of(times)).setJitter(plan.jitter()).build();
  }

  private static List<ScheduleRange> range(int start, int end, int step) {
    return List.of(new ScheduleRange(start, end, step));
  }

  private void keep(ScheduleHandle handle) {
    ScheduleDescription found = handle.describe();
    Optional<String> written = written(found);
    String words = "";
    if (found.getSchedule().getState().isPaused()) {
      words =
          "The Schedule %s is paused by a person and stays so (%s);"
                  .formatted(plan.id(), found.getSchedule().getState().getNote())
              + " without sweeps, files wait for storage events or ./scout sweep. ";
    }
    if (written.isEmpty()
        || written.get().equals(plan.fingerprint()) && isEdited(found.getSchedule())) {
      words +=
          "The Schedule %s was edited by a person and stays so; to have it as settings say (%s),"
                  .formatted(plan.id(), plan.fingerprint())
              + " delete it: it is made again within a minute";
    } else if (!written.get().equals(plan.fingerprint())) {
      handle.update(
          input ->
              new ScheduleUpdate(
                  Schedule.newBuilder(wanted())
                      .setState(input.getDescription().getSchedule().getState())
                      .build()));
      LOG.info("Updated the Schedule {}: {}", plan.id(), plan.fingerprint());
    }
    if (!words.isEmpty() && !words.equals(said)) {
      LOG.warn(words.strip());
    }
    said = words;
  }

  /** The settings it was written with; empty if a person has edited it since. */
  private static Optional<String> written(ScheduleDescription found) {
    ScheduleActionStartWorkflow action =
        (ScheduleActionStartWorkflow) found.getSchedule().getAction();
    Map<String, Object> memo = action.getOptions().getMemo();
    return memo != null && memo.get(MEMO) instanceof EncodedValues value
        ? Optional.of(value.get(0, String.class))
        : Optional.empty();
  }

  private boolean isEdited(Schedule found) {
    ScheduleSpec spec = found.getSpec();
    return !found.getPolicy().equals(wanted().getPolicy())
        || !spec.getCalendars().equals(spec().getCalendars())
        || !spec.getIntervals().isEmpty()
        || !(spec.getSkip() == null || spec.getSkip().isEmpty())
        || !(spec.getJitter() == null ? Duration.ZERO : spec.getJitter()).equals(plan.jitter())
        || spec.getStartAt() != null
        || spec.getEndAt() != null;
  }

  /** For a server without Schedules: starts a cron workflow. */
  private boolean startCron() {
    WorkflowStub workflow =
        temporal.newUntypedWorkflowStub(
            plan.workflow().getSimpleName(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(plan.id())
                .setTaskQueue(plan.queue())
                .setCronSchedule(plan.cron())
                .build());
    try {
      workflow.start(plan.arguments().toArray());
      LOG.info("This server has no Schedules; {} runs by cron: {}", plan.id(), plan.cron());
      return true;
    } catch (WorkflowExecutionAlreadyStarted e) {
      return false;
    }
  }

  private static boolean isUnimplemented(ScheduleException problem) {
    return problem.getCause() instanceof StatusRuntimeException status
        && status.getStatus().getCode() == Status.Code.UNIMPLEMENTED;
  }
}
