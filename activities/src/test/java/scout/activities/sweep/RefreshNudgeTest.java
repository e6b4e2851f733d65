package scout.activities.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import scout.activities.TestDatabase;
import scout.settings.DatabaseRole;
import scout.workflows.WorkflowIds;

class RefreshNudgeTest {
  private static long signals(WorkflowClient client) {
    return client
        .streamHistory(WorkflowIds.LAYER_REFRESH)
        .filter(event -> event.hasWorkflowExecutionSignaledEventAttributes())
        .count();
  }

  @Test
  void manyNudgesShareOneSignalASecond() throws Exception {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      WorkflowClient client = temporal.getWorkflowClient();
      RefreshNudge nudge = new RefreshNudge(client);
      long begin = System.nanoTime();
      for (int i = 0; i < 500; i++) {
        nudge.nudge("loaded");
        TimeUnit.MILLISECONDS.sleep(4);
      }
      nudge.close();
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);

      assertThat(signals(client)).isBetween(3L, seconds + 3);
      assertThat(nudge.failures()).isZero();
    }
  }

  @Test
  void lastNudgeIsSentAtTheEnd() {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      WorkflowClient client = temporal.getWorkflowClient();
      RefreshNudge nudge = new RefreshNudge(client);
      nudge.nudge("loaded");
      nudge.close();
      nudge.nudge("too late, and still no error");

      assertThat(signals(client)).isEqualTo(1);
    }
  }

  @Test
  void aNudgeThatNoRefreshHasServedIsNotSentAgain() throws Exception {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
        TestDatabase database = TestDatabase.create()) {
      WorkflowClient client = temporal.getWorkflowClient();
      RefreshNudge nudge =
          new RefreshNudge(client, new RefreshStarts(database.as(DatabaseRole.INGEST)));
      for (int i = 0; i < 300; i++) {
        nudge.nudge("loaded");
        TimeUnit.MILLISECONDS.sleep(8);
      }
      assertThat(signals(client)).isEqualTo(1);

      database
          .owner()
          .useHandle(
              h ->
                  h.execute("INSERT INTO scout.refreshes (refresh_id) VALUES (gen_random_uuid())"));
      nudge.nudge("loaded");
      nudge.close();
      assertThat(signals(client)).isEqualTo(2);
      assertThat(nudge.failures()).isZero();
    }
  }

  /**
   * Temporal was there and is away: a client that knows the server tries for a minute. Meanwhile
   * another nudge is wanted, and the worker stops.
   */
  @Test
  void aTemporalThatIsAwayDoesNotKeepAWorkerFromStopping() throws Exception {
    int port = freePort();
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    RefreshNudge nudge = new RefreshNudge(WorkflowClient.newInstance(service));
    TestServer.PortBoundTestServer temporal = TestServer.createPortBoundServer(port);
    service.connect(Duration.ofMinutes(1));
    temporal.close();
    CountDownLatch tried = new CountDownLatch(1);
    try (ServerSocket refusing = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
      Thread refusal = new Thread(() -> refuse(refusing, tried));
      refusal.setDaemon(true);
      refusal.start();
      nudge.nudge("loaded");
      tried.await();
      nudge.nudge("loaded");

      assertTimeoutPreemptively(Duration.ofSeconds(30), nudge::close);
      service.shutdownNow();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void refuse(ServerSocket server, CountDownLatch tried) {
    while (true) {
      try {
        server.accept().close();
        tried.countDown();
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void failureIsCountedAndHarmsNobody() throws Exception {
    WorkflowServiceStubs nowhere =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:1")
                .setRpcTimeout(Duration.ofMillis(200))
                .setSystemInfoTimeout(Duration.ofMillis(200))
                .setRpcRetryOptions(
                    RpcRetryOptions.newBuilder()
                        .setExpiration(Duration.ofSeconds(1))
                        .validateBuildWithDefaults())
                .build());
    RefreshNudge nudge = new RefreshNudge(WorkflowClient.newInstance(nowhere));
    nudge.nudge("loaded");
    nudge.close();

    assertThat(nudge.failures()).isPositive();
    nowhere.shutdownNow();
    nowhere.awaitTermination(5, TimeUnit.SECONDS);
  }
}
