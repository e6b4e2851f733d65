package scout.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import scout.local.home.FreePorts;
import scout.local.home.ServerCache;
import scout.local.home.StackHome;
import scout.workflows.ContractConverter;

/** Says whether tests on the real Temporal server can run here; on a CI machine they must. */
public final class RealServers {
  private static final String NAMESPACE = "default";
  private static final int LOOKS = 240;

  private RealServers() {}

  /**
   * Starts the real server with its data in a folder; see {@link #assume} for where there is none.
   */
  public static LocalTemporal start(Path folder) throws IOException, InterruptedException {
    return start(folder, new NamespacePlan(NAMESPACE, 7));
  }

  /** The same with a namespace of one's own. */
  public static LocalTemporal start(Path folder, NamespacePlan namespace)
      throws IOException, InterruptedException {
    StackHome home = new StackHome(folder);
    InstalledServers installed = new InstalledServers(ServerCache.servers(System.getenv()));
    assume(installed);
    LocalTemporal server =
        new TemporalChoice(home, new FreePorts(home), installed, namespace)
            .startInstalled()
            .orElseThrow();
    awaitSearchAttributes(server.address());
    return server;
  }

  /** A server keeps what it knows of search attributes for up to a minute. */
  private static void awaitSearchAttributes(String address) throws InterruptedException {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      WorkflowClient client =
          WorkflowClient.newInstance(
              service, ContractConverter.options().setNamespace(NAMESPACE).build());
      for (int i = 1; !takesSearchAttributes(client); i++) {
        assertThat(i).as("looks at the server's search attributes").isLessThan(LOOKS);
        Thread.sleep(500);
      }
    } finally {
      service.shutdownNow();
    }
  }

  private static boolean takesSearchAttributes(WorkflowClient client) {
    WorkflowStub probe =
        client.newUntypedWorkflowStub(
            "Probe",
            WorkflowOptions.newBuilder()
                .setTaskQueue("probe")
                .setTypedSearchAttributes(
                    SearchAttributes.newBuilder()
                        .set(scout.workflows.SearchAttributes.FILE, "probe")
                        .build())
                .build());
    try {
      probe.start();
    } catch (WorkflowServiceException e) {
      return false;
    }
    probe.terminate("It was only to see that it begins");
    return true;
  }

  /** Skips the test with a reason if the servers aren't installed, and fails if {@code CI=true}. */
  public static void assume(InstalledServers installed) {
    boolean there =
        installed.find("temporal-server").isPresent()
            && installed.find("temporal-ui-server").isPresent();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there)
          .as("the real Temporal server in %s; .ci/run installs it", installed.bin())
          .isTrue();
    }
    assumeTrue(
        there,
        "The real Temporal server isn't installed; run ./scout install-servers to test with it");
  }
}
