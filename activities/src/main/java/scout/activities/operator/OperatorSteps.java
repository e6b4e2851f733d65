package scout.activities.operator;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.RolePool;
import scout.schema.SqlFile;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Journeys;
import scout.workflows.client.Refreshes;
import scout.workflows.client.Sweeps;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.ReprocessRequest;
import scout.workflows.operator.OperatorActionKind;
import scout.workflows.operator.OperatorActivities;
import scout.workflows.operator.OperatorRequest;
import scout.workflows.operator.OperatorResult;
import scout.workflows.refresh.RefreshRequest;
import scout.workflows.sweep.SweepRequest;

/** The steps of a person's action, as the role that loads. */
public final class OperatorSteps implements OperatorActivities {
  private static final SqlFile SQL =
      SqlFile.load(OperatorSteps.class, "/scout/schema/operator/operator_actions.sql");

  private final Jdbi database;
  private final WorkflowClient client;

  /**
   * @param ingest connections as {@code scout_ingest}
   * @param client connected to the namespace where the journeys run
   */
  public OperatorSteps(RolePool ingest, WorkflowClient client) {
    this.database = ingest.jdbi();
    this.client = client;
  }

  @Override
  public void recordAction(OperatorRequest request) {
    database.useHandle(
        handle ->
            handle
                .createUpdate(SQL.get("record"))
                .bind("actionId", request.actionId())
                .bind("operator", request.operator())
                .bind("action", request.action())
                .bind("subject", request.subject())
                .bind("reason", request.reason())
                .bind("workflowId", WorkflowIds.operatorAction(request.actionId()))
                .execute());
  }

  @Override
  public OperatorResult carryOutAction(OperatorRequest request) {
    return OperatorActionKind.ofWord(request.action())
        .map(kind -> carryOut(kind, request))
        .orElseGet(() -> OperatorResult.refused("This worker's release does not know the action"));
  }

  private OperatorResult carryOut(OperatorActionKind kind, OperatorRequest request) {
    return switch (kind) {
      case REPROCESS -> reprocess(request);
      case DISCARD -> discard(request);
      case ACKNOWLEDGE ->
          alert("acknowledge", request, "operator", request.operator(), "Acknowledged");
      case MUTE ->
          alert("mute", request, "until", request.until(), "Muted until " + request.until());
      case SWEEP -> sweep();
      case REFRESH -> refresh(request);
    };
  }

  private OperatorResult reprocess(OperatorRequest request) {
    ReprocessRequest wish =
        new ReprocessRequest(request.reason(), request.etag(), request.actionId());
    Journeys.tell(
        client,
        request.bucket(),
        request.subject(),
        Journeys.LIVE,
        (batch, journey) -> batch.add(journey::reprocess, wish));
    return OperatorResult.done("Scout has the request; the ledger says what becomes of the file");
  }

  private OperatorResult discard(OperatorRequest request) {
    DiscardRequest wish = new DiscardRequest(request.reason(), request.etag(), request.actionId());
    Journeys.tell(
        client,
        request.bucket(),
        request.subject(),
        Journeys.LIVE,
        (batch, journey) -> batch.add(journey::discard, wish));
    return OperatorResult.done("Scout has the request; the ledger says what becomes of the file");
  }

  private OperatorResult alert(
      String statement, OperatorRequest request, String name, String value, String done) {
    int changed =
        database.withHandle(
            handle ->
                handle
                    .createUpdate(SQL.get(statement))
                    .bind("alertId", request.alertId())
                    .bind(name, value)
                    .execute());
    return changed == 1
        ? OperatorResult.done(done)
        : OperatorResult.refused("The alert is over; there is nothing left to do");
  }

  private OperatorResult sweep() {
    try {
      Sweeps.start(client, new SweepRequest(false));
      return OperatorResult.done("A sweep has begun");
    } catch (WorkflowExecutionAlreadyStarted running) {
      return OperatorResult.done("A sweep that somebody asked for runs already");
    }
  }

  private OperatorResult refresh(OperatorRequest request) {
    Refreshes.request(
        client, new RefreshRequest("asked for by " + request.operator(), true, false));
    return OperatorResult.done("A refresh was asked for");
  }

  @Override
  public void concludeAction(OperatorRequest request, OperatorResult result) {
    database.useHandle(
        handle ->
            handle
                .createUpdate(SQL.get("conclude"))
                .bind("actionId", request.actionId())
                .bind("outcome", result.outcome())
                .bind("detail", result.detail())
                .execute());
  }
}
