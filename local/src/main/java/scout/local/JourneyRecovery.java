package scout.local;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.Map;
import scout.schema.settings.Settings;
import scout.schema.settings.TemporalSettings;
import scout.starter.TemporalConnection;
import scout.workflows.EdgeSweep;
import scout.workflows.SweepRequest;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;

/**
 * On a Temporal that forgets, begins a sweep at the start: it finds the journeys that the ledger
 * says are unfinished and begins them anew.
 */
final class JourneyRecovery {
  private JourneyRecovery() {}

  static void sweep(Map<String, String> environment) {
    TemporalSettings settings = TemporalSettings.of(new Settings(environment));
    try (TemporalConnection temporal = TemporalConnection.open(settings)) {
      EdgeSweep sweep =
          temporal
              .client()
              .newWorkflowStub(
                  EdgeSweep.class,
                  WorkflowOptions.newBuilder()
                      .setWorkflowId(WorkflowIds.EDGE_SWEEP_BY_HAND)
                      .setTaskQueue(TaskQueues.INGEST)
                      .build());
      WorkflowClient.start(sweep::run, new SweepRequest(false));
    }
  }
}
