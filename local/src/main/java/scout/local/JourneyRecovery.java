package scout.local;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.util.Map;
import scout.settings.Settings;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.client.Sweeps;
import scout.workflows.sweep.SweepRequest;

/**
 * Starts a sweep at the start on a Temporal without stored histories. It finds the ledger's
 * unfinished journeys and starts them again.
 */
final class JourneyRecovery {
  /** While everything starts on a busy machine, a call or two may time out. */
  private static final RetryConfig BUSY =
      RetryConfig.custom()
          .maxAttempts(10)
          .waitDuration(Duration.ofSeconds(2))
          .retryExceptions(WorkflowServiceException.class)
          .build();

  private JourneyRecovery() {}

  static void sweep(Map<String, String> environment) {
    TemporalSettings settings = TemporalSettings.of(new Settings(environment));
    try (TemporalConnection temporal = TemporalConnection.open(settings)) {
      Retry.of("recovery", BUSY).executeRunnable(() -> begin(temporal.client()));
    }
  }

  private static void begin(WorkflowClient client) {
    try {
      Sweeps.start(client, new SweepRequest(false));
    } catch (WorkflowExecutionAlreadyStarted e) {
      return; // an earlier try succeeded, but its answer was lost
    }
  }
}
