package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Journeys;
import scout.workflows.client.Refreshes;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.FileVersion;
import scout.workflows.refresh.LayerRefresh;
import scout.workflows.refresh.RefreshRequest;

/** Many parked journeys and many nudges. For a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ManyContract {
  private static final int PARKED = Integer.getInteger("scout.parked", 2_000);
  private static final int NUDGES = Integer.getInteger("scout.nudges", 10_000);
  private static final int UPLOADERS = 16;

  /** Two workers that nudge all the time; each nudges once a second at most. */
  private static final int NUDGERS = 2;

  /** Looking at every run would take longer than making them. */
  private static final int SAMPLE = 20;

  private static final int WATCHED_SECONDS = 60;

  private final FakeIngest ingest = new FakeIngest();
  private final FakeLayers layers = new FakeLayers();
  private WorkflowServiceStubs service;
  private WorkflowClient client;
  private WorkerFactory worker;
  private volatile long lastRefresh;

  /** Where the server is. */
  protected abstract String address() throws Exception;

  /** The processor time that the server has used. */
  protected abstract Duration serverTime();

  @BeforeAll
  void open() throws Exception {
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    client = WorkflowClient.newInstance(service);
    ingest.reads(request -> FakeIngest.quarantined(request.etag()));
    layers.before(
        layer -> {
          if (layer.equals("silver")) {
            lastRefresh = System.nanoTime();
          }
        });
    worker = Release.PRESENT.start(client, ingest, layers);
  }

  @AfterAll
  void close() {
    if (worker != null) {
      worker.shutdownNow();
      service.shutdownNow();
    }
  }

  private static void each(int atOnce, int count, IntConsumer action) throws Exception {
    ForkJoinPool senders = new ForkJoinPool(atOnce);
    try {
      senders.submit(() -> IntStream.range(0, count).parallel().forEach(action)).get();
    } finally {
      senders.shutdown();
    }
  }

  private FileJourney journey(int i) {
    return client.newWorkflowStub(FileJourney.class, WorkflowIds.file(TestTemporal.BUCKET, key(i)));
  }

  private static String key(int i) {
    return "many/%05d.json".formatted(i);
  }

  private long parked() {
    return service
        .blockingStub()
        .countWorkflowExecutions(
            CountWorkflowExecutionsRequest.newBuilder()
                .setNamespace("default")
                .setQuery("ScoutStatus = 'quarantined' AND ExecutionStatus = 'Running'")
                .build())
        .getCount();
  }

  private static Duration ownTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private void idle(String what) throws InterruptedException {
    Duration own = ownTime();
    Duration server = serverTime();
    TimeUnit.SECONDS.sleep(WATCHED_SECONDS);
    System.out.printf(
        "%s, processor time in %d s: worker %d ms, Temporal %d ms%n",
        what,
        WATCHED_SECONDS,
        ownTime().minus(own).toMillis(),
        serverTime().minus(server).toMillis());
  }

  @Test
  void parkedJourneysWaitInSmallRuns() throws Exception {
    idle("nobody parked");
    long began = System.nanoTime();
    each(
        UPLOADERS,
        PARKED,
        i ->
            Journeys.arrived(
                client,
                TestTemporal.BUCKET,
                key(i),
                new FileVersion("etag-" + i, "webhook"),
                Journeys.LIVE));
    while (parked() < PARKED) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    System.out.printf("%d parked within %.0f s%n", PARKED, (System.nanoTime() - began) / 1e9);
    idle(PARKED + " just parked");
    idle(PARKED + " parked since a minute");

    int longest = 0;
    for (int i = 0; i < PARKED; i += SAMPLE) {
      longest =
          Math.max(longest, events(WorkflowIds.file(TestTemporal.BUCKET, key(i)), null).size());
    }
    System.out.printf("the longest history of a parked run that was looked at: %d%n", longest);
    assertThat(longest).isLessThan(15);
    FileJourney last = journey(PARKED - 1);
    last.discard(new DiscardRequest("no use", "etag-" + (PARKED - 1), null));
    TestTemporal.end(last);
  }

  @Test
  void losesNoneOfManyNudges() throws Exception {
    Refreshes.request(client, RefreshRequest.nudge("the first"));
    String first =
        client
            .newUntypedWorkflowStub(WorkflowIds.LAYER_REFRESH)
            .describe()
            .getExecution()
            .getRunId();
    long began = System.nanoTime();
    each(NUDGERS, NUDGES - 1, i -> Refreshes.request(client, RefreshRequest.nudge("loaded")));
    long sent = System.nanoTime();
    Await.until("a refresh after the last nudge", () -> lastRefresh - sent > 0);
    LayerRefresh refresh = client.newWorkflowStub(LayerRefresh.class, WorkflowIds.LAYER_REFRESH);
    Await.until("it waits", () -> refresh.state().step().endsWith("Waiting for a nudge."));

    int signals = 0;
    int runs = 0;
    for (String run = first; !run.isEmpty(); run = next(run)) {
      List<HistoryEvent> events = events(WorkflowIds.LAYER_REFRESH, run);
      long taken =
          events.stream().filter(e -> e.hasWorkflowExecutionSignaledEventAttributes()).count();
      System.out.printf("a run of %d events took %d nudges%n", events.size(), taken);
      assertThat(taken).isLessThan(10_000);
      signals += (int) taken;
      runs++;
    }
    System.out.printf(
        "%d nudges at %.0f a second in %d runs, %d refreshes%n",
        NUDGES, NUDGES / ((sent - began) / 1e9), runs, layers.count("silver"));
    assertThat(signals).isEqualTo(NUDGES);
  }

  private String next(String run) {
    List<HistoryEvent> events = events(WorkflowIds.LAYER_REFRESH, run);
    return events
        .get(events.size() - 1)
        .getWorkflowExecutionContinuedAsNewEventAttributes()
        .getNewExecutionRunId();
  }

  private List<HistoryEvent> events(String workflowId, String run) {
    return client.fetchHistory(workflowId, run).getEvents();
  }
}
