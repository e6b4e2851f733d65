package scout.workflows.impl;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import scout.workflows.operator.OperatorAction;
import scout.workflows.operator.OperatorActivities;
import scout.workflows.operator.OperatorRequest;
import scout.workflows.operator.OperatorResult;

/** Records, carries out, concludes. */
public final class OperatorActionImpl implements OperatorAction {
  private static final RetryOptions RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofMillis(200))
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  /** The audit is written however long the database is away. */
  private final OperatorActivities audit =
      Workflow.newActivityStub(
          OperatorActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(30))
              .setRetryOptions(RETRIES)
              .build());

  /** What a person asked for an hour ago would surprise them. */
  private final OperatorActivities work =
      Workflow.newActivityStub(
          OperatorActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(30))
              .setScheduleToCloseTimeout(Duration.ofHours(1))
              .setRetryOptions(RETRIES)
              .build());

  @Override
  public OperatorResult run(OperatorRequest request) {
    audit.recordAction(request);
    OperatorResult result = carryOut(request);
    audit.concludeAction(request, result);
    return result;
  }

  private OperatorResult carryOut(OperatorRequest request) {
    try {
      return work.carryOutAction(request);
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure) {
        throw e;
      }
      return OperatorResult.failed("It could not be done within an hour; ask again");
    }
  }
}
