package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scout.workflows.ContractConverter;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Journeys;
import scout.workflows.client.Refreshes;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.ReprocessRequest;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.Rebuild;
import scout.workflows.rebuild.RebuildActivities;
import scout.workflows.rebuild.RebuildPlan;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.RebuildResult;
import scout.workflows.rebuild.RebuildSlice;
import scout.workflows.rebuild.TableChange;
import scout.workflows.refresh.LayerRefresh;
import scout.workflows.refresh.RefreshRequest;

/**
 * Workers of one release are replaced by those of another while journeys are open. For a real
 * server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ChangedWorkerContract {
  private final FakeIngest ingest = new FakeIngest();
  private final FakeLayers layers = new FakeLayers();

  /** The steps that stay where they are until their worker stops. */
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  /** Those of them that have come there. */
  private final Set<String> staying = ConcurrentHashMap.newKeySet();

  private volatile boolean stops;
  private WorkflowServiceStubs service;
  private WorkflowClient client;

  /** Where the server is. */
  protected abstract String address() throws Exception;

  @BeforeAll
  void open() throws Exception {
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    client = WorkflowClient.newInstance(service, ContractConverter.options().build());
    ingest.reads(
        request -> {
          come(request.etag());
          return request.etag().endsWith("-bad") && !request.replay()
              ? FakeIngest.quarantined(request.etag())
              : FakeIngest.loaded(request.etag());
        });
    ingest.beforeArchive(() -> come("archive"));
    layers.before(this::come);
  }

  @AfterAll
  void close() {
    if (service != null) {
      service.shutdownNow();
    }
  }

  private void come(String step) {
    while (held.contains(step)) {
      if (stops) {
        throw new IllegalStateException("The worker stops");
      }
      staying.add(step);
      try {
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException("The worker stops", e);
      }
    }
  }

  private void hold(String step) {
    held.add(step);
  }

  private void awaitStaying(String step) throws InterruptedException {
    Await.until(step + " stays", () -> staying.contains(step));
  }

  private WorkerFactory start(Release release) {
    return release.start(client, ingest, layers, new HeldRebuilds());
  }

  /** Stops a worker; the steps that it was at fail, and are to be done again. */
  private void stop(WorkerFactory worker) {
    worker.shutdown();
    stops = true;
    worker.awaitTermination(30, TimeUnit.SECONDS);
    assertThat(worker.isTerminated()).isTrue();
    stops = false;
    held.clear();
    staying.clear();
  }

  private FileJourney arrive(String etag) {
    Journeys.arrived(
        client, TestTemporal.BUCKET, key(etag), new FileVersion(etag, "webhook"), Journeys.LIVE);
    return client.newWorkflowStub(
        FileJourney.class, WorkflowIds.file(TestTemporal.BUCKET, key(etag)));
  }

  private static String key(String etag) {
    return "changed/" + etag + ".json";
  }

  /** The step that a changed workflow wrote down last, null if none. */
  private static String note(Object workflow) {
    return (String) WorkflowStub.fromTyped(workflow).describe().getMemo(Release.NOTE, String.class);
  }

  private List<WorkflowTaskFailedCause> failures(Object workflow) {
    return client
        .fetchHistory(WorkflowStub.fromTyped(workflow).getExecution().getWorkflowId())
        .getEvents()
        .stream()
        .filter(event -> event.hasWorkflowTaskFailedEventAttributes())
        .map(event -> event.getWorkflowTaskFailedEventAttributes().getCause())
        .toList();
  }

  @Test
  void openWorkflowsEndAsTheyBeganAndLaterOnesTakeTheNewWay() throws Exception {
    WorkerFactory present = start(Release.PRESENT);
    FileJourney parked = arrive("parked-bad");
    TestTemporal.parked(parked);
    hold("archive");
    FileJourney archiving = arrive("archiving");
    awaitStaying("archive");
    hold("loading");
    FileJourney loading = arrive("loading");
    awaitStaying("loading");
    hold("gold");
    Refreshes.request(client, RefreshRequest.nudge("loaded"));
    LayerRefresh refresh = client.newWorkflowStub(LayerRefresh.class, WorkflowIds.LAYER_REFRESH);
    awaitStaying("gold");
    stop(present);

    WorkerFactory changed = start(Release.CHANGED);
    TestTemporal.end(archiving);
    TestTemporal.end(loading);
    Await.until("refreshed", () -> refresh.state().completed() == 1);
    assertThat(parked.state().waiting()).isTrue();
    assertThat(note(archiving)).isNull();
    assertThat(note(loading)).isNull();
    assertThat(note(refresh)).isNull();
    parked.reprocess(new ReprocessRequest("parser fixed", "parked-bad", null));
    TestTemporal.end(parked);
    FileJourney later = arrive("later");
    TestTemporal.end(later);
    assertThat(note(parked)).as("a step that came after the change").isEqualTo("Load");
    assertThat(note(later)).isEqualTo("Load");
    stop(changed);

    for (Object workflow : List.of(parked, archiving, loading, refresh, later)) {
      assertThat(failures(workflow)).isEmpty();
    }
  }

  @Test
  void carelessChangeIsReportedAndLosesNothingOnceItIsTakenBack() throws Exception {
    WorkerFactory present = start(Release.PRESENT);
    hold("careless");
    FileJourney journey = arrive("careless");
    awaitStaying("careless");
    stop(present);

    WorkerFactory careless = start(Release.CARELESS);
    awaitNonDeterminism(journey);
    stop(careless);
    WorkerFactory back = start(Release.PRESENT);
    TestTemporal.end(journey);
    stop(back);
  }

  @Test
  void oldWorkerCantGoOnWithWhatTheNewOneBeganAndLosesNothing() throws Exception {
    WorkerFactory changed = start(Release.CHANGED);
    hold("ahead");
    FileJourney journey = arrive("ahead");
    awaitStaying("ahead");
    stop(changed);

    WorkerFactory old = start(Release.PRESENT);
    awaitNonDeterminism(journey);
    stop(old);
    WorkerFactory again = start(Release.CHANGED);
    TestTemporal.end(journey);
    assertThat(note(journey)).isEqualTo("Load");
    stop(again);
  }

  @Test
  void aReleaseWithMoreFieldsGoesOnWithAllAndThePresentOneAfterIt() throws Exception {
    LayerRefresh refresh = client.newWorkflowStub(LayerRefresh.class, WorkflowIds.LAYER_REFRESH);
    WorkerFactory present = start(Release.PRESENT);
    FileJourney parked = arrive("forth-bad");
    TestTemporal.parked(parked);
    FileJourney forth = beginAll("forth");
    hold("slice 0");
    Rebuild rebuild = rebuild();
    WorkflowClient.start(
        rebuild::run, new RebuildRequest(Layer.SILVER, "S1", null, null, null), null);
    awaitStaying("slice 0");
    stop(present);

    long refreshed = layers.count("platinum");
    hold("slice 1");
    WorkerFactory more = start(Release.WITH_MORE_FIELDS);
    TestTemporal.end(forth);
    Await.until("refreshed", () -> layers.count("platinum") > refreshed);
    FileJourney parkedToo = arrive("back-bad");
    TestTemporal.parked(parkedToo);
    FileJourney back = beginAll("back");
    awaitStaying("slice 1");
    stop(more);

    long refreshedAgain = layers.count("platinum");
    WorkerFactory again = start(Release.PRESENT);
    TestTemporal.end(back);
    Await.until("refreshed", () -> layers.count("platinum") > refreshedAgain);
    assertThat(refresh.state().failures()).isZero();
    RebuildResult rebuilt = WorkflowStub.fromTyped(rebuild).getResult(RebuildResult.class);
    assertThat(rebuilt.tables()).extracting(TableChange::inserted).first().isEqualTo(2L);
    for (FileJourney waiting : List.of(parked, parkedToo)) {
      waiting.reprocess(new ReprocessRequest("parser fixed", null, "request"));
      TestTemporal.end(waiting);
    }
    stop(again);

    for (Object workflow : List.of(parked, forth, parkedToo, back, refresh, rebuild)) {
      assertThat(failures(workflow)).isEmpty();
    }
    WorkflowStub.fromTyped(refresh).terminate("Another test begins its own");
  }

  /** A load and a refresh that stay where they are. */
  private FileJourney beginAll(String etag) throws InterruptedException {
    hold(etag);
    hold("gold");
    FileJourney journey = arrive(etag);
    awaitStaying(etag);
    Refreshes.request(client, RefreshRequest.nudge("loaded"));
    awaitStaying("gold");
    return journey;
  }

  private Rebuild rebuild() {
    return client.newWorkflowStub(
        Rebuild.class,
        WorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.REBUILD)
            .setTaskQueue(TaskQueues.LAYERS)
            .build());
  }

  /** Two slices of silver, each of which can be held. */
  private final class HeldRebuilds implements RebuildActivities {
    @Override
    public RebuildPlan planSilver(RebuildRequest request) {
      return new RebuildPlan(false, 2, 20, 2);
    }

    @Override
    public RebuildSlice rebuildSilver(RebuildRequest request, RebuildPlan plan, long after) {
      come("slice " + after);
      return new RebuildSlice(changes("silver"), 1, 10, after < 1 ? after + 1 : null);
    }

    @Override
    public List<TableChange> rebuildLayer(Layer layer, RebuildRequest request) {
      return changes(layer.word());
    }

    @Override
    public List<TableChange> previewRebuild(RebuildRequest request) {
      return changes(request.layer().word());
    }

    private List<TableChange> changes(String table) {
      return List.of(new TableChange(table, 1, 0, 0, List.of()));
    }
  }

  private void awaitNonDeterminism(FileJourney journey) throws InterruptedException {
    Await.until("a workflow task failed", () -> !failures(journey).isEmpty());
    assertThat(failures(journey))
        .containsOnly(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR);
    assertThat(WorkflowStub.fromTyped(journey).describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }
}
