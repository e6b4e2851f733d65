package scout.activities.sweep;

import io.temporal.client.WorkflowClient;
import java.util.Set;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;

/** Signals to journeys that a version arrived; starts a journey if none runs. */
public final class JourneyStarter {
  private final WorkflowClient client;
  private final WorkflowExecutions executions;

  /**
   * @param client connected to the namespace where the journeys run
   */
  public JourneyStarter(WorkflowClient client) {
    this.client = client;
    this.executions = new WorkflowExecutions(client);
  }

  /**
   * Returns once Temporal has stored the signal; throws if Temporal can't be reached.
   *
   * @param bucket the bucket
   * @param key the full object key
   * @param version what is known of the version
   * @param priority {@link Journeys#LIVE} or {@link Journeys#SWEPT}
   */
  public void arrived(String bucket, String key, FileVersion version, int priority) {
    Journeys.arrived(client, bucket, key, version, priority);
  }

  /** Returns false if the object's journey has ended or waits for a person. */
  public boolean underWay(String bucket, String key) {
    return executions.isBusy(WorkflowIds.file(bucket, key));
  }

  /** Returns the ids of the journeys that stopped, as far as the server can list them. */
  Set<String> stopped() {
    return executions.stopped();
  }
}
