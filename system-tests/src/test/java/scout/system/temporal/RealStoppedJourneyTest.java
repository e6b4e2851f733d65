package scout.system.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.TestDatabase;
import scout.activities.sweep.RefreshNudge;
import scout.activities.sweep.Sweep;
import scout.activities.sweep.SweepSettings;
import scout.settings.DatabaseRole;
import scout.storage.BucketLayout;
import scout.storage.EmbeddedBucket;
import scout.storage.ObjectStore;
import scout.workflows.SearchAttributes;
import scout.workflows.client.Journeys;
import scout.workflows.sweep.SweepActivities;
import scout.workflows.sweep.SweepRequest;

/** Of what a sweep knows only from the real server: the journeys that stopped. */
class RealStoppedJourneyTest {
  private static final ActivityOptions STEP =
      ActivityOptions.newBuilder()
          .setScheduleToCloseTimeout(Duration.ofMinutes(5))
          .setHeartbeatTimeout(Duration.ofMinutes(1))
          .build();

  @RegisterExtension static final RealTemporal SERVER = new RealTemporal();

  /**
   * While the storage refuses everything, an event's journey stops without a row. Its file is one
   * of a backlog later. The bulk lane has no worker here, so a sweep that gave it the file would
   * wait.
   */
  @Test
  @Timeout(120)
  void oneWithoutARowIsToldAndItsFileGoesNotByTheBulkLane(@TempDir Path folder) throws Exception {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(SERVER.address(folder.resolve("temporal")))
                .build());
    WorkflowClient client = WorkflowClient.newInstance(service);
    TestActivityEnvironment attempt = TestActivityEnvironment.newInstance();
    try (TestDatabase database = TestDatabase.create();
        EmbeddedBucket bucket = new EmbeddedBucket(folder.resolve("bucket"));
        ObjectStore store = new ObjectStore(bucket.settings(), 2);
        RefreshNudge nudge = new RefreshNudge(client)) {
      store.writer().put("in/a.json", new ByteArrayInputStream(new byte[1]), 1);
      WorkflowStub journey = client.newUntypedWorkflowStub("FileJourney", stopped("in/a.json"));
      journey.start();
      while (client.listExecutions("ScoutStatus = 'stopped'").findAny().isEmpty()) {
        Thread.sleep(50);
      }
      attempt.registerActivitiesImplementations(
          new Sweep(
              store,
              new BucketLayout("sample", "in/"),
              database.as(DatabaseRole.INGEST),
              client,
              nudge,
              new SweepSettings(100, 0, 1_000)));

      assertThat(
              attempt
                  .newActivityStub(SweepActivities.class, STEP)
                  .handOver(new SweepRequest(false))
                  .handedOver())
          .isEqualTo(1);

      assertThat(
              client
                  .streamHistory(journey.getExecution().getWorkflowId())
                  .filter(event -> event.hasWorkflowExecutionSignaledEventAttributes()))
          .as("it is told")
          .hasSize(1);
    } finally {
      attempt.close();
      service.shutdownNow();
    }
  }

  private static WorkflowOptions stopped(String key) {
    WorkflowOptions begun = Journeys.options("sample", key, Journeys.SWEPT);
    return WorkflowOptions.newBuilder(begun)
        .setTaskQueue("nobody")
        .setTypedSearchAttributes(
            io.temporal.common.SearchAttributes.newBuilder(begun.getTypedSearchAttributes())
                .set(SearchAttributes.STATUS, SearchAttributes.STOPPED)
                .build())
        .build();
  }
}
