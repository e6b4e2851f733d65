package scout.starter.watch;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.schema.SqlFile;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;
import scout.workflows.SearchAttributes;
import scout.workflows.ShortName;

/**
 * Finds stuck workflows by their search attributes: those whose tasks fail, and stopped journeys. A
 * stopped journey opens its own alert; this class resolves it, however the journey ended. It skips
 * servers that can't list.
 */
public final class JourneyWatch {
  private static final Logger LOG = LoggerFactory.getLogger(JourneyWatch.class);
  private static final SqlFile SQL =
      SqlFile.load(JourneyWatch.class, "/scout/starter/journeys.sql");
  private static final int PAGE = 1_000;

  /** The subject of the alert for files that have no alert of their own. */
  private static final String OTHERS = "others";

  /** The server sets it when the tasks of a workflow have failed several times in a row. */
  private static final String FAILING =
      "ExecutionStatus = 'Running' AND TemporalReportedProblems IS NOT NULL";

  private static final String STOPPED =
      "ExecutionStatus = 'Running' AND %s = '%s'"
          .formatted(SearchAttributes.STATUS.getName(), SearchAttributes.STOPPED);

  private final WorkflowClient temporal;
  private final Jdbi database;

  /**
   * @param database as {@code scout_watch}
   */
  public JourneyWatch(WorkflowClient temporal, Jdbi database) {
    this.temporal = temporal;
    this.database = database;
  }

  /** Checks once. A server or database that doesn't answer is asked again in a minute. */
  public void look() {
    try {
      Optional<List<WorkflowExecutionInfo>> failing = list(FAILING);
      Optional<List<WorkflowExecutionInfo>> stopped = list(STOPPED);
      database.useTransaction(
          handle -> {
            failing.ifPresent(found -> judge(handle, found));
            stopped.ifPresent(found -> end(handle, found));
          });
    } catch (StatusRuntimeException e) {
      LOG.warn("Temporal could not be asked for workflows that fail: {}", e.getStatus().getCode());
    } catch (JdbiException e) {
      LOG.warn("The watch over journeys could not use the database; it looks again", e);
    }
  }

  /** The first thousand; empty if the server lacks the attribute, or can't list. */
  private Optional<List<WorkflowExecutionInfo>> list(String query) {
    try {
      return Optional.of(
          temporal
              .getWorkflowServiceStubs()
              .blockingStub()
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace())
                      .setQuery(query)
                      .setPageSize(PAGE)
                      .build())
              .getExecutionsList());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
          || e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String namespace() {
    return temporal.getOptions().getNamespace();
  }

  private void judge(Handle handle, List<WorkflowExecutionInfo> failing) {
    if (failing.isEmpty()) {
      Alerts.resolve(handle, AlertKind.WORKFLOW_FAILING, namespace());
      return;
    }
    String first = failing.get(0).getExecution().getWorkflowId();
    String others = failing.size() == 1 ? "" : " and " + (failing.size() - 1) + " others";
    Alerts.open(
        handle,
        Alert.of(
            AlertKind.WORKFLOW_FAILING,
            namespace(),
            "The workflow %s%s can't go on, since its tasks fail; the worker's log says why. It goes"
                    .formatted(first, others)
                + " on by itself once a worker runs that fits its history"));
  }

  private static String file(WorkflowExecutionInfo journey) {
    Payload name =
        journey
            .getSearchAttributes()
            .getIndexedFieldsOrDefault(
                SearchAttributes.FILE.getName(), Payload.getDefaultInstance());
    return DefaultDataConverter.STANDARD_INSTANCE.fromPayload(name, String.class, String.class);
  }

  /** Visibility lags a little, so alerts of the last minutes stay open. */
  private static void end(Handle handle, List<WorkflowExecutionInfo> stopped) {
    if (stopped.size() == PAGE) {
      return;
    }
    Set<String> files = new HashSet<>();
    stopped.forEach(journey -> files.add(file(journey)));
    List<String> over =
        handle
            .createQuery(SQL.get("open_for_minutes"))
            .bind("kind", AlertKind.FILE_STOPPED.word())
            .mapTo(String.class)
            .filter(key -> !files.contains(ShortName.of(key)))
            .filter(key -> !key.equals(OTHERS) || files.isEmpty())
            .list();
    Alerts.resolveAll(handle, AlertKind.FILE_STOPPED, over);
  }
}
