package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scout.workflows.FailureCode;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Refreshes;
import scout.workflows.refresh.LayerRefresh;
import scout.workflows.refresh.RefreshRequest;
import scout.workflows.refresh.RefreshStart;

class LayerRefreshImplTest {
  private static final RefreshRequest NUDGE = RefreshRequest.nudge("loaded");
  private static final RefreshRequest PERSON = new RefreshRequest("now", true, false);
  private static final List<String> WHOLE = List.of("silver", "gold", "platinum", "checks");

  private final FakeLayers layers = new FakeLayers();
  private final TestTemporal temporal = new TestTemporal(layers, new FakeIngest());

  @AfterEach
  void close() {
    temporal.close();
  }

  private LayerRefresh nudge(RefreshRequest request) {
    return begin(null, request);
  }

  private LayerRefresh begin(RefreshStart start, RefreshRequest request) {
    return TestTemporal.sending(() -> beginOnce(start, request));
  }

  private LayerRefresh beginOnce(RefreshStart start, RefreshRequest request) {
    LayerRefresh refresh =
        temporal.client().newWorkflowStub(LayerRefresh.class, Refreshes.options());
    BatchRequest batch = temporal.client().newSignalWithStartRequest();
    batch.add(refresh::run, start);
    batch.add(refresh::refresh, request);
    temporal.client().signalWithStart(batch);
    return temporal.client().newWorkflowStub(LayerRefresh.class, WorkflowIds.LAYER_REFRESH);
  }

  private static void completes(LayerRefresh refresh, int count) throws InterruptedException {
    Await.until(count + " completed", () -> refresh.state().completed() >= count);
  }

  @Test
  void buildsTheLayersInOrder() throws InterruptedException {
    LayerRefresh refresh = nudge(NUDGE);
    completes(refresh, 1);

    assertThat(layers.calls()).isEqualTo(WHOLE);
    assertThat(new HashSet<>(layers.ids())).containsExactly(refresh.state().refreshId());
    assertThat(refresh.state().step())
        .isEqualTo(
            "1 files settled: 3 transactions, 1 records lost; 2 silver, 2 gold, 2 platinum rows"
                + " written. All checks passed."
                + " Waiting for a nudge.");
  }

  @Test
  void namesTheChecksThatFail() throws InterruptedException {
    layers.failsChecks("gold_accuracy");
    LayerRefresh refresh = nudge(NUDGE);
    completes(refresh, 1);

    assertThat(refresh.state().step()).contains("Failed checks: gold_accuracy.");
    assertThat(refresh.state().failures()).isZero();
  }

  @Test
  void servesManyNudgesWithOneRefresh() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    layers.before(layer -> Await.latch(go));
    LayerRefresh refresh = nudge(NUDGE);
    Await.until("silver runs", () -> layers.count("silver") == 1);
    assertThat(refresh.state().step()).isEqualTo("Running silver.");
    for (int i = 0; i < 20; i++) {
      nudge(NUDGE);
    }
    go.countDown();
    completes(refresh, 2);
    nudge(NUDGE);
    completes(refresh, 3);

    assertThat(layers.count("silver")).isEqualTo(3);
    assertThat(new HashSet<>(layers.ids())).hasSize(3);
  }

  @Test
  void steadyNudgesDoNotPutItOffForever() throws InterruptedException {
    LayerRefresh refresh = nudge(NUDGE);
    Await.until(
        "refreshed while nudges come",
        () -> {
          nudge(NUDGE);
          return layers.count("checks") > 0;
        });
    completes(refresh, 1);
  }

  @Test
  void longRefreshLeavesTimeToOthersButNotToPersons() throws InterruptedException {
    AtomicInteger outages = new AtomicInteger(3);
    layers.before(
        layer -> {
          if (outages.getAndDecrement() > 0) {
            throw new IllegalStateException("The database can't be reached");
          }
        });
    LayerRefresh refresh = nudge(NUDGE);
    temporal.environment().sleep(Duration.ofSeconds(20));
    completes(refresh, 1);
    // It took the seconds between its four tries, so the next one is at least twenty away.
    nudge(NUDGE);
    temporal.environment().sleep(Duration.ofSeconds(3));
    assertThat(refresh.state().completed()).isEqualTo(1);

    nudge(PERSON);
    completes(refresh, 2);
    nudge(NUDGE);
    temporal.environment().sleep(Duration.ofSeconds(40));
    completes(refresh, 3);
  }

  @Test
  void runsTheChecksAlone() throws InterruptedException {
    LayerRefresh refresh = nudge(new RefreshRequest("checks", true, true));
    completes(refresh, 1);

    assertThat(layers.calls()).containsExactly("checks");
    assertThat(refresh.state().step()).isEqualTo("All checks passed. Waiting for a nudge.");
  }

  @Test
  void fullRefreshServesWishForChecksToo() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    layers.before(layer -> Await.latch(go));
    LayerRefresh refresh = nudge(NUDGE);
    Await.until("silver runs", () -> layers.count("silver") == 1);
    nudge(new RefreshRequest("checks", true, true));
    nudge(NUDGE);
    go.countDown();
    completes(refresh, 2);

    assertThat(layers.count("silver")).isEqualTo(2);
    assertThat(layers.count("checks")).isEqualTo(2);
  }

  @Test
  void recordsFailureAndTriesAgainAfterWaiting() throws InterruptedException {
    layers.breaks("gold");
    LayerRefresh refresh = nudge(NUDGE);
    completes(refresh, 1);

    assertThat(layers.calls())
        .containsExactly("silver", "gold", "failed in gold: column is missing");
    assertThat(new HashSet<>(layers.ids())).hasSize(1);
    assertThat(refresh.state().failures()).isEqualTo(1);
    assertThat(refresh.state().lastError())
        .isEqualTo("The refresh failed in gold: column is missing");
    for (int i = 0; i < 5; i++) {
      nudge(NUDGE);
    }
    temporal.environment().sleep(Duration.ofSeconds(50));
    assertThat(layers.count("silver")).isEqualTo(1);

    layers.before(layer -> {});
    temporal.environment().sleep(Duration.ofSeconds(15));
    completes(refresh, 2);
    assertThat(refresh.state().failures()).isZero();
    assertThat(refresh.state().lastError()).isNull();
    temporal.environment().sleep(Duration.ofMinutes(30));
    assertThat(layers.count("silver")).isEqualTo(2);
  }

  @Test
  void triesWhatACheckBlockedAgainWhenDataChanges() throws InterruptedException {
    layers.before(
        layer -> {
          if (layer.equals("gold")) {
            throw FailureCode.CHECK_BLOCKED.failure("The blocking check few did not pass");
          }
        });
    LayerRefresh refresh = nudge(NUDGE);
    completes(refresh, 1);
    assertThat(layers.calls())
        .containsExactly("silver", "gold", "failed in gold: The blocking check few did not pass");
    assertThat(refresh.state().step()).contains("when data changes");

    temporal.environment().sleep(Duration.ofMinutes(30));
    assertThat(layers.count("silver")).as("without other data").isEqualTo(1);

    nudge(NUDGE);
    completes(refresh, 2);
    assertThat(refresh.state().failures()).isEqualTo(2);
    layers.before(layer -> {});
    nudge(NUDGE);
    completes(refresh, 3);
    assertThat(refresh.state().failures()).isZero();
    assertThat(layers.count("checks")).isEqualTo(1);
  }

  @Test
  void personDoesNotWait() throws InterruptedException {
    layers.breaks("silver");
    LayerRefresh refresh = nudge(NUDGE);
    completes(refresh, 1);
    layers.before(layer -> {});
    nudge(PERSON);
    completes(refresh, 2);

    assertThat(layers.count("checks")).isEqualTo(1);
  }

  @Test
  void signalWithoutInputIsPersons() throws InterruptedException {
    layers.breaks("silver");
    LayerRefresh refresh = nudge(NUDGE);
    completes(refresh, 1);
    WorkflowStub.fromTyped(refresh).signal("refresh");
    completes(refresh, 2);
    WorkflowStub.fromTyped(refresh).signal("refresh", new RefreshRequest(null, null, null));
    completes(refresh, 3);

    assertThat(refresh.state().failures()).isEqualTo(3);
  }

  @Test
  void shortOutageIsNoFailure() throws InterruptedException {
    AtomicInteger outages = new AtomicInteger(3);
    layers.before(
        layer -> {
          if (outages.getAndDecrement() > 0) {
            throw new IllegalStateException("The database can't be reached");
          }
        });
    LayerRefresh refresh = nudge(NUDGE);
    temporal.environment().sleep(Duration.ofMinutes(1));
    completes(refresh, 1);

    assertThat(layers.count("silver")).isEqualTo(4);
    assertThat(refresh.state().failures()).isZero();
  }

  @Test
  void waitsLongerAfterEachFailure() {
    assertThat(List.of(1, 2, 3, 4, 5, 6, 1_000_000).stream().map(LayerRefreshImpl::waitAfter))
        .extracting(Duration::toMinutes)
        .containsExactly(1L, 2L, 4L, 8L, 15L, 15L, 15L);
  }

  @Test
  void restsForLoadingOnly() {
    Duration longest = LayerRefreshImpl.rest(Duration.ofMinutes(1), true);
    Duration idle = LayerRefreshImpl.rest(Duration.ofMinutes(1), false);

    assertThat(longest).isEqualTo(Duration.ofSeconds(10));
    assertThat(idle).isEqualTo(Duration.ofMillis(500));
    assertThat(LayerRefreshImpl.rest(Duration.ofMillis(520), true)).hasMillis(20);
    assertThat(LayerRefreshImpl.rest(Duration.ofMillis(520), false)).hasMillis(20);
    assertThat(LayerRefreshImpl.rest(Duration.ofMillis(400), true)).isZero();
  }

  @Test
  void followsSoonIfNothingArrives() throws InterruptedException {
    layers.arriving(false);
    assertThat(restAfterTwoSeconds()).hasMillis(500);
  }

  @Test
  void leavesTimeToWhatArrives() throws InterruptedException {
    layers.arriving(true);
    assertThat(restAfterTwoSeconds()).isGreaterThanOrEqualTo(Duration.ofMillis(1_500));
  }

  /** How long a refresh of at least two seconds rests, by its history: its longest timer. */
  private Duration restAfterTwoSeconds() throws InterruptedException {
    layers.before(
        layer -> {
          if (layer.equals("checks") && layers.count("checks") == 1) {
            temporal.environment().sleep(Duration.ofSeconds(2));
            nudge(NUDGE);
          }
        });
    completes(nudge(NUDGE), 2);
    return temporal.client().fetchHistory(WorkflowIds.LAYER_REFRESH).getEvents().stream()
        .filter(HistoryEvent::hasTimerStartedEventAttributes)
        .map(event -> event.getTimerStartedEventAttributes().getStartToFireTimeout())
        .map(time -> Duration.ofSeconds(time.getSeconds(), time.getNanos()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Test
  void newRunGoesOnWithWhatIsPending() throws InterruptedException {
    int refreshes = 205;
    LayerRefresh refresh = nudge(PERSON);
    for (int i = 1; i <= refreshes; i++) {
      int count = i;
      Await.until("refresh " + i, () -> layers.count("checks") >= count);
      nudge(PERSON);
    }
    Await.until("the last one", () -> layers.count("checks") > refreshes);

    assertThat(layers.count("checks")).isBetween(206L, 207L);
    assertThat(refresh.state().completed()).isLessThan(10);
  }

  @Test
  void newRunKeepsWaitingAfterFailure() throws InterruptedException {
    Instant now = Instant.ofEpochMilli(temporal.environment().currentTimeMillis());
    RefreshStart start =
        new RefreshStart(
            NUDGE, 3, now.plus(Duration.ofMinutes(10)), "The refresh failed in gold", null);
    LayerRefresh refresh = begin(start, NUDGE);
    temporal.environment().sleep(Duration.ofMinutes(9));
    assertThat(layers.calls()).isEmpty();
    assertThat(refresh.state().lastError()).isEqualTo("The refresh failed in gold");
    assertThat(refresh.state().step()).contains("The next attempt is at ");
    temporal.environment().sleep(Duration.ofMinutes(2));
    completes(refresh, 1);

    assertThat(layers.calls()).isEqualTo(WHOLE);
  }

  @Test
  void newRunRestsOnWhenNudgesFillTheOldOne() throws InterruptedException {
    Instant now = Instant.ofEpochMilli(temporal.environment().currentTimeMillis());
    Instant rested = now.plus(Duration.ofMinutes(10));
    LayerRefresh refresh = begin(new RefreshStart(null, 0, null, null, rested), NUDGE);
    WorkflowStub stub = WorkflowStub.fromTyped(refresh);
    String first = stub.describe().getExecution().getRunId();
    for (int i = 0; i < 3_001; i++) {
      refresh.refresh(NUDGE);
    }
    Await.until(
        "a new run",
        () ->
            !temporal
                .client()
                .newUntypedWorkflowStub(WorkflowIds.LAYER_REFRESH)
                .describe()
                .getExecution()
                .getRunId()
                .equals(first));
    assertThat(layers.calls()).isEmpty();

    temporal.environment().sleep(Duration.ofMinutes(11));
    completes(refresh, 1);
    assertThat(layers.calls()).isEqualTo(WHOLE);
  }

  @Test
  void canBeCancelled() throws InterruptedException {
    LayerRefresh refresh = nudge(NUDGE);
    completes(refresh, 1);
    WorkflowStub stub = WorkflowStub.fromTyped(refresh);
    stub.cancel();

    assertThatThrownBy(() -> stub.getResult(Void.class))
        .rootCause()
        .isInstanceOf(CanceledFailure.class);
  }
}
