package scout.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scout.settings.Settings;
import scout.settings.TemporalSettings;
import scout.workflows.WorkflowIds;

/** On the server without Schedules, which has cron workflows instead. */
class PausedSchedulesTest {
  @Test
  void nothingBeginsByItselfBesideABenchmark() throws Exception {
    int port = freePort();
    String address = "127.0.0.1:" + port;
    TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port);
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      WorkflowClient client = WorkflowClient.newInstance(service);
      List<WorkflowStub> timed =
          List.of(
              begin(client, WorkflowIds.EDGE_SWEEP_SCHEDULE),
              begin(client, WorkflowIds.HOUSEKEEPING_SCHEDULE));

      PausedSchedules.pause(TemporalSettings.of(new Settings(Map.of("TEMPORAL_ADDRESS", address))));

      assertThat(timed)
          .extracting(run -> run.describe().getStatus())
          .containsOnly(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    } finally {
      service.shutdownNow();
      server.close();
    }
  }

  private static WorkflowStub begin(WorkflowClient client, String id) {
    WorkflowStub run =
        client.newUntypedWorkflowStub(
            "Any",
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue("any")
                .setCronSchedule("*/15 * * * *")
                .build());
    run.start();
    return run;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
