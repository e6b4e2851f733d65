package scout.workflows.impl;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import scout.workflows.TaskQueues;

/** How the steps of a declaration are called. */
final class ModelSteps {
  private static final RetryOptions RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setMaximumInterval(Duration.ofMinutes(1))
          .build();

  private ModelSteps() {}

  /** A person waits: after some tries the failure is theirs to see. */
  static ActivityOptions asked(String summary) {
    return options(summary)
        .setStartToCloseTimeout(Duration.ofMinutes(30))
        .setRetryOptions(RETRIES.toBuilder().setMaximumAttempts(5).build())
        .build();
  }

  /** Goes on through outages; a person can cancel. */
  static ActivityOptions lasting(String summary) {
    return options(summary)
        .setStartToCloseTimeout(Duration.ofHours(24))
        .setRetryOptions(RETRIES)
        .build();
  }

  /** Ends what was begun, also after a cancellation: it must not last. */
  static ActivityOptions ending(String summary) {
    return options(summary)
        .setStartToCloseTimeout(Duration.ofMinutes(10))
        .setScheduleToCloseTimeout(Duration.ofMinutes(30))
        .setRetryOptions(RETRIES)
        .build();
  }

  private static ActivityOptions.Builder options(String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.LAYERS)
        .setHeartbeatTimeout(HeartbeatTimeouts.TIMEOUT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setSummary(summary);
  }
}
