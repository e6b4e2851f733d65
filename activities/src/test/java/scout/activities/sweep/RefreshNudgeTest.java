package scout.activities.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  @Test
  @Timeout(40)
  void aTemporalThatIsAwayDoesNotKeepAWorkerFromStopping() {
    WorkflowServiceStubs nowhere =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
    RefreshNudge nudge = new RefreshNudge(WorkflowClient.newInstance(nowhere));
    nudge.nudge("loaded");
    nudge.close();
    nowhere.shutdownNow();
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
