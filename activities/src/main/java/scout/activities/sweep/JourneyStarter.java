package scout.activities.sweep;

import io.grpc.Status;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import scout.workflows.FileVersion;
import scout.workflows.JourneyState;
import scout.workflows.Journeys;
import scout.workflows.WorkflowIds;

/** Tells journeys that a version arrived, and begins them where none runs. */
public final class JourneyStarter {
  private final WorkflowClient client;

  /**
   * @param client connected to the namespace where the journeys run
   */
  public JourneyStarter(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Returns once Temporal holds the arrival durably; throws if it can't be reached.
   *
   * @param bucket the bucket
   * @param key the full object key
   * @param version what is known of the version
   * @param priority {@link Journeys#LIVE} or {@link Journeys#SWEPT}
   */
  public void arrived(String bucket, String key, FileVersion version, int priority) {
    Journeys.arrived(client, bucket, key, version, priority);
  }

  /**
   * False if the object's journey has ended, or waits for a person. One that does not answer in
   * time counts as under way: its workers are busy, or there are none at the moment.
   */
  public boolean underWay(String bucket, String key) {
    WorkflowStub journey = client.newUntypedWorkflowStub(WorkflowIds.file(bucket, key));
    try {
      return journey.describe().getStatus()
              == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          && !journey.query("state", JourneyState.class).waiting();
    } catch (WorkflowNotFoundException e) {
      return false;
    } catch (WorkflowQueryException e) {
      return true;
    } catch (WorkflowServiceException e) {
      if (Status.fromThrowable(e).getCode() == Status.Code.DEADLINE_EXCEEDED) {
        return true;
      }
      throw e;
    }
  }
}
