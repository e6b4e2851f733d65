package scout.bench;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import java.util.List;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.WorkflowIds;

/** Pauses the Schedules, so that only the benchmark starts a sweep or the housekeeping. */
final class PausedSchedules {
  private static final List<String> ALL =
      List.of(WorkflowIds.EDGE_SWEEP_SCHEDULE, WorkflowIds.HOUSEKEEPING_SCHEDULE);

  private PausedSchedules() {}

  /** Pauses them; on a server without Schedules it ends their cron workflows. */
  static void pause(TemporalSettings settings) {
    try (TemporalConnection temporal = TemporalConnection.open(settings)) {
      ScheduleClient schedules =
          ScheduleClient.newInstance(
              temporal.service(),
              ScheduleClientOptions.newBuilder().setNamespace(settings.namespace()).build());
      for (String id : ALL) {
        try {
          schedules.getHandle(id).pause("a benchmark runs");
        } catch (ScheduleException e) {
          if (!isUnimplemented(e)) {
            throw e;
          }
          temporal.client().newUntypedWorkflowStub(id).terminate("a benchmark runs");
        }
      }
    }
  }

  private static boolean isUnimplemented(ScheduleException e) {
    return e.getCause() instanceof StatusRuntimeException cause
        && cause.getStatus().getCode() == Status.Code.UNIMPLEMENTED;
  }
}
