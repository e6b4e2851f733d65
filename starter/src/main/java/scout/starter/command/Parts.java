package scout.starter.command;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;
import scout.schema.settings.Settings;
import scout.schema.settings.TemporalSettings;
import scout.starter.TemporalConnection;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;

/** Looks at each part of a stack. */
final class Parts {
  private static final int MILLIS = 5_000;
  private static final String DATABASE = "database";
  private static final String READY = "ready";
  private static final String UNREACHABLE = "unreachable";

  private final Stack stack;
  private final List<Row> rows = new ArrayList<>();
  private final List<Row> schedules = new ArrayList<>();

  private Parts(Stack stack) {
    this.stack = stack;
  }

  /** Looks once. */
  static Parts of(Stack stack) {
    Parts parts = new Parts(stack);
    parts.lookAtProcess();
    parts.lookAtDatabase();
    parts.lookAtTemporal();
    parts.lookAtStarter();
    return parts;
  }

  /** Each part with its state and a detail. */
  List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Each Schedule with its state, when it begins next, and what a person noted. */
  List<Row> schedules() {
    return List.copyOf(schedules);
  }

  boolean ready() {
    return rows.stream().allMatch(part -> READY.equals(part.text("state")));
  }

  boolean databaseIsReady() {
    return rows.stream()
        .anyMatch(part -> DATABASE.equals(part.text("part")) && READY.equals(part.text("state")));
  }

  private void add(String part, String state, String detail) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("part", part);
    values.put("state", state);
    values.put("detail", detail);
    rows.add(new Row(values));
  }

  /** Only where the stack is one that ./scout up runs; else every part is somewhere by itself. */
  private void lookAtProcess() {
    if (stack.runFile().isPresent()) {
      Optional<String> problem = stack.problem();
      String pid = "process " + stack.runFile().get().pid();
      add("stack", problem.isEmpty() ? READY : "not ready", problem.orElse(pid));
    }
  }

  private void lookAtDatabase() {
    String url = stack.settings().require("SCOUT_DB_URL");
    try (ReadSide database = ReadSide.open(stack)) {
      add(DATABASE, READY, url + ", its clock says " + Shown.value(database.now().toInstant()));
    } catch (ConnectionException e) {
      add(DATABASE, UNREACHABLE, e.getCause().getMessage());
    }
  }

  private void lookAtTemporal() {
    TemporalSettings settings = TemporalSettings.of(stack.settings());
    try (TemporalConnection temporal = TemporalConnection.open(settings)) {
      for (String id :
          List.of(WorkflowIds.EDGE_SWEEP_SCHEDULE, WorkflowIds.HOUSEKEEPING_SCHEDULE)) {
        schedules.add(Schedules.describe(temporal, settings.namespace(), id));
      }
      for (String queue : List.of(TaskQueues.INGEST, TaskQueues.LAYERS)) {
        int pollers = pollers(temporal, settings.namespace(), queue);
        add("worker " + queue, pollers == 0 ? "not polling" : READY, settings.address());
      }
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        add("temporal", READY, settings.address() + ", which can't tell who polls");
      } else {
        add("temporal", UNREACHABLE, settings.address() + ": " + e.getStatus().getCode());
      }
    }
  }

  private static int pollers(TemporalConnection temporal, String namespace, String queue) {
    return temporal
        .service()
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(namespace)
                .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .build())
        .getPollersCount();
  }

  private void lookAtStarter() {
    Settings settings = stack.settings();
    if (settings.find("SCOUT_URL").isEmpty()) {
      return;
    }
    URI health = settings.address("SCOUT_URL").resolve("/health");
    try {
      HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
      connection.setConnectTimeout(MILLIS);
      connection.setReadTimeout(MILLIS);
      boolean ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      connection.disconnect();
      add("starter", ready ? READY : "not ready", health.toString());
    } catch (IOException e) {
      add("starter", UNREACHABLE, health + ": " + e.getMessage());
    }
  }
}
