package scout.cli.commands;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import scout.cli.terminal.AnswerRow;
import scout.workflows.client.OperatorActions;
import scout.workflows.operator.OperatorActionKind;
import scout.workflows.operator.OperatorRequest;
import scout.workflows.operator.OperatorResult;

/** Acknowledges and mutes alerts by the workflow that the console uses, with the same audit. */
final class AlertActions {
  private final WorkflowClient client;
  private final String operator;
  private final String reason;
  private final int hours;

  /**
   * @param operator who asks
   * @param reason may be null
   * @param hours how long a mute lasts
   */
  AlertActions(WorkflowClient client, String operator, String reason, int hours) {
    this.client = client;
    this.operator = operator;
    this.reason = reason;
    this.hours = hours;
  }

  /** Asks for it, and returns how it ended. */
  AnswerRow act(OperatorActionKind kind, AnswerRow alert, CommandDeadline deadline)
      throws InterruptedException {
    String until =
        kind == OperatorActionKind.MUTE
            ? Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(hours)).toString()
            : null;
    String fingerprint = alert.text("fingerprint");
    OperatorRequest request =
        OperatorRequest.of(UUID.randomUUID().toString(), operator, kind, fingerprint, reason)
            .ofAlert(alert.number("id"), until);
    WorkflowStub action =
        deadline.call("Temporal to take it", () -> OperatorActions.start(client, request));
    OperatorResult result =
        new WorkflowEnd(client, action, deadline, "a worker to do it")
            .result(OperatorResult.class, () -> {});
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", alert.number("id"));
    row.put("alert", fingerprint);
    row.put("outcome", result.outcome());
    row.put("detail", result.detail());
    return new AnswerRow(row);
  }
}
