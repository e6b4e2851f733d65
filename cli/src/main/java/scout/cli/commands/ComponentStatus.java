package scout.cli.commands;

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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CellFormat;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;

/**
 * Checks each component of a stack. Temporal is asked in parallel, since loading its client takes
 * as long as all other checks.
 */
final class ComponentStatus implements AutoCloseable {
  private static final int MILLIS = 5_000;
  private static final String READY = "ready";
  private static final String UNREACHABLE = "unreachable";

  private final TargetStack stack;
  private final List<AnswerRow> process = new ArrayList<>();
  private final List<AnswerRow> database = new ArrayList<>();
  private final List<AnswerRow> workers = new ArrayList<>();
  private final List<AnswerRow> schedules = new ArrayList<>();
  private final List<AnswerRow> starter = new ArrayList<>();
  private ReadSide readSide;
  private final FutureTask<Void> temporal = new FutureTask<>(this::lookAtTemporal, null);

  private ComponentStatus(TargetStack stack) {
    this.stack = stack;
  }

  /** Checks once; callers wait for Temporal's answer when they request it. */
  static ComponentStatus of(TargetStack stack) {
    ComponentStatus parts = new ComponentStatus(stack);
    Thread asking = new Thread(parts.temporal, "ask-temporal");
    asking.setDaemon(true);
    asking.start();
    parts.lookAtProcess();
    parts.lookAtDatabase();
    parts.lookAtStarter();
    return parts;
  }

  /** Each component with its state and a detail. */
  List<AnswerRow> rows() {
    awaitTemporal();
    return Stream.of(process, database, workers, starter).flatMap(List::stream).toList();
  }

  /** Each Schedule with its state, its next run and a person's note. */
  List<AnswerRow> schedules() {
    awaitTemporal();
    return List.copyOf(schedules);
  }

  boolean ready() {
    return rows().stream().allMatch(part -> READY.equals(part.text("state")));
  }

  /** The connection on which the database answered; empty if it didn't. */
  Optional<ReadSide> readSide() {
    return Optional.ofNullable(readSide);
  }

  @Override
  public void close() {
    readSide().ifPresent(ReadSide::close);
  }

  private void awaitTemporal() {
    try {
      temporal.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while asking Temporal");
    }
  }

  private static AnswerRow part(String part, String state, String detail) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("part", part);
    values.put("state", state);
    values.put("detail", detail);
    return new AnswerRow(values);
  }

  /** Checks the process of ./scout up; other stacks have no common process. */
  private void lookAtProcess() {
    if (stack.runFile().isPresent()) {
      Optional<String> problem = stack.problem();
      String pid = "process " + stack.runFile().get().pid();
      process.add(part("stack", problem.isEmpty() ? READY : "not ready", problem.orElse(pid)));
    }
  }

  private void lookAtDatabase() {
    String url = stack.settings().get(SettingCatalog.DB_URL);
    try {
      readSide = ReadSide.open(stack);
      String clock = ", its clock says " + CellFormat.value(readSide.now().toInstant());
      database.add(part("database", READY, url + clock));
    } catch (ConnectionException e) {
      database.add(part("database", UNREACHABLE, e.getCause().getMessage()));
    }
  }

  private void lookAtTemporal() {
    TemporalSettings settings = TemporalSettings.of(stack.settings());
    try (TemporalConnection connection = TemporalConnection.open(settings)) {
      for (String id :
          List.of(WorkflowIds.EDGE_SWEEP_SCHEDULE, WorkflowIds.HOUSEKEEPING_SCHEDULE)) {
        schedules.add(ScheduleStatus.describe(connection, settings.namespace(), id));
      }
      for (String queue : List.of(TaskQueues.INGEST, TaskQueues.LAYERS)) {
        int pollers = pollers(connection, settings.namespace(), queue);
        workers.add(
            part("worker " + queue, pollers == 0 ? "not polling" : READY, settings.address()));
      }
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        workers.add(part("temporal", READY, settings.address() + ", which can't tell who polls"));
      } else {
        workers.add(
            part("temporal", UNREACHABLE, settings.address() + ": " + e.getStatus().getCode()));
      }
    }
  }

  private static int pollers(TemporalConnection connection, String namespace, String queue) {
    return connection
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
    if (settings.find(SettingCatalog.URL).isEmpty()) {
      return;
    }
    URI health = settings.get(SettingCatalog.URL).resolve("/health");
    try {
      HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
      connection.setConnectTimeout(MILLIS);
      connection.setReadTimeout(MILLIS);
      boolean ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      connection.disconnect();
      starter.add(part("starter", ready ? READY : "not ready", health.toString()));
    } catch (IOException e) {
      starter.add(part("starter", UNREACHABLE, health + ": " + e.getMessage()));
    }
  }
}
