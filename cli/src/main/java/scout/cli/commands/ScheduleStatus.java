package scout.cli.commands;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import scout.cli.terminal.AnswerRow;
import scout.temporal.TemporalConnection;

/** The status of a Schedule. */
final class ScheduleStatus {
  private ScheduleStatus() {}

  /** A row with its state, its next run and a person's note. */
  static AnswerRow describe(TemporalConnection temporal, String namespace, String id) {
    try {
      DescribeScheduleResponse found =
          temporal
              .service()
              .blockingStub()
              .describeSchedule(
                  DescribeScheduleRequest.newBuilder()
                      .setNamespace(namespace)
                      .setScheduleId(id)
                      .build());
      boolean paused = found.getSchedule().getState().getPaused();
      Instant next =
          paused || found.getInfo().getFutureActionTimesCount() == 0
              ? null
              : Instant.ofEpochSecond(found.getInfo().getFutureActionTimes(0).getSeconds());
      return row(
          id, paused ? "paused" : "running", next, found.getSchedule().getState().getNotes());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return row(id, "by cron", null, "this Temporal has no Schedules");
      }
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return row(id, "missing", null, "a starter makes it");
      }
      throw e;
    }
  }

  private static AnswerRow row(String id, String state, Instant next, String note) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("schedule", id);
    values.put("state", state);
    values.put("next", next);
    values.put("note", note.isEmpty() ? null : note);
    return new AnswerRow(values);
  }
}
