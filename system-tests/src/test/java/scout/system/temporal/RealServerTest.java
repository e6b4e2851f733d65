package scout.system.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.local.home.LeftoverServers;
import scout.local.home.StackHome;
import scout.local.temporal.LocalTemporal;
import scout.local.temporal.NamespacePlan;
import scout.local.temporal.RealServers;

class RealServerTest {
  @TempDir Path folder;

  @Test
  void keepsItsHistoriesAndComesBackAfterBeingKilled() throws Exception {
    StackHome home = new StackHome(folder);
    LocalTemporal abandoned = RealServers.start(folder, new NamespacePlan("default", 30));
    begin(abandoned.address(), "first");
    // nobody closes it: so it looks after a kill -9 of the process that started it
    new LeftoverServers(home).endAllBut(Set.of());
    assertThat(
            ProcessHandle.of(abandoned.processes().get("temporal")).filter(ProcessHandle::isAlive))
        .isEmpty();

    try (LocalTemporal next = RealServers.start(folder)) {
      assertThat(next.address()).isEqualTo(abandoned.address());
      begin(next.address(), "second");
      assertThat(get(next.uiUrl().orElseThrow() + "/api/v1/namespaces/default/workflows"))
          .contains("\"first\"")
          .contains("\"second\"");
      WorkflowServiceStubs service = service(next.address());
      try {
        assertThat(
                service
                    .blockingStub()
                    .describeNamespace(
                        DescribeNamespaceRequest.newBuilder().setNamespace("default").build())
                    .getConfig()
                    .getWorkflowExecutionRetentionTtl()
                    .getSeconds())
            .as("set anew at the second start")
            .isEqualTo(7 * 24 * 3600);
      } finally {
        service.shutdownNow();
      }
      assertThat(Files.readString(folder.resolve("temporal/dynamic-config.yaml")))
          .as("what a worker that stops relies on")
          .contains("frontend.enableCancelWorkerPollsOnShutdown:\n  - value: true\n");
      assertThat(searchAttributes(next.address()))
          .contains("ScoutDevice", "ScoutFile", "ScoutStatus", "ScoutRecords");
    }
  }

  private static void begin(String address, String id) throws InterruptedException {
    WorkflowServiceStubs service = service(address);
    try {
      WorkflowClient.newInstance(service)
          .newUntypedWorkflowStub(
              "Any", WorkflowOptions.newBuilder().setTaskQueue("any").setWorkflowId(id).build())
          .start();
    } finally {
      service.shutdownNow();
    }
  }

  private static WorkflowServiceStubs service(String address) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
  }

  private static Iterable<String> searchAttributes(String address) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(address)
                .validateAndBuildWithDefaults());
    try {
      return operator
          .blockingStub()
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace("default").build())
          .getCustomAttributesMap()
          .keySet();
    } finally {
      operator.shutdownNow();
    }
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
