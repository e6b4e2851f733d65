package scout.workflows.impl;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.batch.BatchActivities;
import scout.workflows.batch.BatchFile;
import scout.workflows.batch.BatchResult;
import scout.workflows.batch.FileBatch;
import scout.workflows.batch.FileGroup;
import scout.workflows.client.Batches;
import scout.workflows.client.Declarations;
import scout.workflows.client.Journeys;
import scout.workflows.client.OperatorActions;
import scout.workflows.client.Refreshes;
import scout.workflows.housekeeping.Housekeeping;
import scout.workflows.housekeeping.HousekeepingActivities;
import scout.workflows.housekeeping.HousekeepingResult;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.JourneyStart;
import scout.workflows.journey.JourneyStart.Step;
import scout.workflows.journey.ReprocessRequest;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ApplyState;
import scout.workflows.models.ModelFiles;
import scout.workflows.operator.OperatorActionKind;
import scout.workflows.operator.OperatorActivities;
import scout.workflows.operator.OperatorRequest;
import scout.workflows.operator.OperatorResult;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.Rebuild;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.refresh.LayerRefresh;
import scout.workflows.refresh.RefreshRequest;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepActivities;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

/**
 * Records a history of each way that a workflow can take, for {@link HistoriesTest}. One folder
 * holds those of a release; once released it is never touched again, so give a new folder:
 *
 * <pre>
 * mvn -q -pl workflows test-compile dependency:build-classpath -Dmdep.outputFile=target/cp
 * cd workflows
 * java -cp target/classes:target/test-classes:$(cat target/cp) scout.workflows.impl.HistoryRecorder \
 *   src/test/resources/histories/0.2 [host:port of a real Temporal server]
 * </pre>
 */
public final class HistoryRecorder {
  private static final RefreshRequest NUDGE = RefreshRequest.nudge("loaded");
  private static final RefreshRequest PERSON = new RefreshRequest("asked for", true, false);

  private final FakeIngest ingest = new FakeIngest();
  private final FakeLayers layers = new FakeLayers();
  private final FakeRebuilds rebuilds = new FakeRebuilds();
  private final FakeModels models = new FakeModels();
  private final Path folder;
  private volatile boolean broken;
  private final TestTemporal temporal;

  private HistoryRecorder(Path folder, String address) {
    this.folder = folder;
    SweepActivities sweep =
        request -> {
          failIfBroken();
          return new SweepResult(5, 1, 3, 1, 0);
        };
    HousekeepingActivities house =
        () -> {
          failIfBroken();
          return new HousekeepingResult(2, 1, 0, 5, 6, 7);
        };
    BatchActivities bulk =
        step -> {
          failIfBroken();
          return new BatchResult(step.files().size() - 1L, 1);
        };
    OperatorActivities operators = new Operators();
    this.temporal =
        address == null
            ? new TestTemporal(
                layers, ingest, sweep, bulk, rebuilds, house, operators, models, models.source())
            : TestTemporal.onServer(
                address,
                layers,
                ingest,
                sweep,
                bulk,
                rebuilds,
                house,
                operators,
                models,
                models.source());
  }

  /** The steps of an action of the console. */
  private final class Operators implements OperatorActivities {
    @Override
    public void recordAction(OperatorRequest request) {}

    @Override
    public OperatorResult carryOutAction(OperatorRequest request) {
      failIfBroken();
      return OperatorResult.done("A sweep was started.");
    }

    @Override
    public void concludeAction(OperatorRequest request, OperatorResult result) {}
  }

  private void failIfBroken() {
    if (broken) {
      throw ApplicationFailure.newNonRetryableFailure("The store denies access.", "DENIED");
    }
  }

  /** See above. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    HistoryRecorder recorder =
        new HistoryRecorder(folder, arguments.length > 1 ? arguments[1] : null);
    try {
      recorder.journeys();
      recorder.refreshes();
      recorder.refreshGoesOnInAnotherRun();
      recorder.refreshRestsShortly();
      recorder.sweeps();
      recorder.batches();
      recorder.rebuilds();
      recorder.housekeeping();
      recorder.operatorActions();
      recorder.declarations();
    } finally {
      recorder.temporal.close();
    }
  }

  private void journeys() throws Exception {
    record("journey-archived", ended(temporal.arrive("archived.json", "e1")));
    ingest.reads(request -> FakeIngest.gone(request.etag()));
    record("journey-gone", ended(temporal.arrive("gone.json", "g1")));
    journeyOfTwoVersions();
    journeyThroughOutage();
    journeyThatStops();
    ingest.reads(request -> FakeIngest.quarantined(request.etag()));
    parked("reprocessed");
    parked("discarded");
    parked("replaced");
    refused();
    loadsAfterRefusal();
    discardWithoutVersion();
  }

  private void journeyOfTwoVersions() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    ingest.reads(
        request -> {
          Await.latch(go);
          return FakeIngest.loaded(request.etag());
        });
    FileJourney journey = temporal.arrive("versions.json", "v1");
    Await.until("loading", () -> ingest.calls().contains("load v1"));
    temporal.arrive("versions.json", "v2");
    go.countDown();
    record("journey-two-versions", ended(journey));
  }

  private void journeyThroughOutage() throws Exception {
    ingest.reads(
        request -> {
          if (ingest.calls().stream().filter("load o1"::equals).count() < 2) {
            throw new IllegalStateException("The database can't be reached");
          }
          return FakeIngest.loaded(request.etag());
        });
    ingest.beforeArchive(
        () -> {
          if (ingest.calls().stream().filter("archive o1"::equals).count() < 2) {
            throw new IllegalStateException("The store can't be reached");
          }
        });
    record("journey-outage", ended(temporal.arrive("outage.json", "o1")));
    ingest.beforeArchive(() -> {});
  }

  private void journeyThatStops() throws Exception {
    ingest.reads(
        request -> {
          throw ApplicationFailure.newNonRetryableFailure("The store denies access.", "DENIED");
        });
    FileJourney journey = temporal.arrive("stopped.json", "s1");
    WorkflowExecution first = run(journey);
    TestTemporal.parked(journey);
    record("journey-stops", first);
    ingest.reads(request -> FakeIngest.loaded(request.etag()));
    WorkflowExecution second = run(journey);
    temporal.arrive("stopped.json", "s1");
    TestTemporal.end(journey);
    record("journey-stopped-goes-on", second);
  }

  /** A quarantined file, and what ends its waiting. */
  private void parked(String how) throws Exception {
    String etag = "q-" + how;
    ingest.reads(request -> FakeIngest.quarantined(etag));
    FileJourney journey = temporal.arrive(how + ".json", etag);
    WorkflowExecution first = run(journey);
    TestTemporal.parked(journey);
    WorkflowExecution second = run(journey);
    journey.reprocess(new ReprocessRequest("look again", null, null));
    Await.until("read again", () -> ingest.calls().contains("replay " + etag));
    TestTemporal.parked(journey);
    ingest.reads(request -> FakeIngest.loaded(request.replay() ? etag : request.etag()));
    switch (how) {
      case "reprocessed" -> WorkflowStub.fromTyped(journey).signal("reprocess");
      case "discarded" -> journey.discard(new DiscardRequest("broken till", etag, "r1"));
      default -> temporal.arrive(how + ".json", "new");
    }
    TestTemporal.end(journey);
    record("journey-quarantined-" + how, first);
    record("journey-parked-" + how, second);
  }

  private void refused() throws Exception {
    ingest.reads(
        request -> {
          if (request.replay()) {
            throw ApplicationFailure.newNonRetryableFailure("No such version.", "UNKNOWN_VERSION");
          }
          return FakeIngest.quarantined("r1");
        });
    FileJourney journey = temporal.arrive("refused.json", "r1");
    TestTemporal.parked(journey);
    WorkflowExecution second = run(journey);
    journey.reprocess(new ReprocessRequest(null, "r9", null));
    Await.until("refused", () -> journey.state().step().contains("was refused"));
    record("journey-parked-refused", second);
    FileJourney fresh =
        temporal
            .client()
            .newWorkflowStub(
                FileJourney.class, Journeys.options("sample", "fails.json", Journeys.LIVE));
    BatchRequest request = temporal.client().newSignalWithStartRequest();
    request.add(fresh::run, null);
    request.add(fresh::reprocess, new ReprocessRequest(null, "r9", null));
    temporal.client().signalWithStart(request);
    record("journey-refused", ended(fresh));
    typedWrongly();
  }

  private void typedWrongly() throws Exception {
    ingest.reads(request -> FakeIngest.quarantined("t1"));
    FileJourney journey = temporal.arrive("typed.json", "t1");
    TestTemporal.parked(journey);
    WorkflowStub typed = WorkflowStub.fromTyped(journey);
    typed.signal("reprocess", "again");
    typed.signal("reproces");
    Await.until("refused", () -> journey.state().step().contains("no such signal"));
    typed.cancel();
    record("journey-typed-wrongly", ended(journey));
  }

  private void loadsAfterRefusal() throws Exception {
    ingest.reads(request -> FakeIngest.loaded(request.etag()));
    FileJourney journey =
        temporal
            .client()
            .newWorkflowStub(
                FileJourney.class, Journeys.options("sample", "outweighs.json", Journeys.LIVE));
    Step refused = Step.refused("reproces", "There is no such signal");
    Step loads = Step.of(new FileVersion("l1", null));
    WorkflowClient.start(
        journey::run, new JourneyStart("sample", "outweighs.json", null, List.of(refused, loads)));
    record("journey-loads-after-refusal", ended(journey));
  }

  /** A journey that waits without knowing its version, and a person who names none. */
  private void discardWithoutVersion() throws Exception {
    ingest.reads(
        request -> {
          throw ApplicationFailure.newNonRetryableFailure("The store denies access.", "DENIED");
        });
    FileJourney journey = temporal.arrive("unnamed.json", null);
    TestTemporal.parked(journey);
    WorkflowExecution second = run(journey);
    journey.discard(new DiscardRequest("give it up", null, null));
    Await.until(
        "discarded or refused",
        () ->
            ingest.calls().contains("discard null give it up")
                || journey.state().step().contains("was refused"));
    ingest.reads(request -> FakeIngest.loaded(request.etag()));
    temporal.arrive("unnamed.json", "e1");
    TestTemporal.end(journey);
    record("journey-discard-without-version", second);
  }

  private void refreshes() throws Exception {
    LayerRefresh refresh = nudge(NUDGE);
    completed(refresh, 1);
    CountDownLatch go = new CountDownLatch(1);
    layers.before(layer -> Await.latch(go));
    nudge(NUDGE);
    Await.until("silver runs", () -> layers.count("silver") == 2);
    nudge(NUDGE);
    nudge(PERSON);
    go.countDown();
    completed(refresh, 3);
    nudge(new RefreshRequest("checks", true, true));
    completed(refresh, 4);
    record("refresh-served", run(refresh));
    layers.breaks("gold");
    nudge(NUDGE);
    completed(refresh, 5);
    nudge(NUDGE);
    nudge(PERSON);
    completed(refresh, 6);
    layers.before(layer -> {});
    nudge(PERSON);
    completed(refresh, 7);
    layers.breaks("silver");
    nudge(NUDGE);
    completed(refresh, 8);
    layers.before(layer -> {});
    temporal.environment().sleep(Duration.ofSeconds(61));
    completed(refresh, 9);
    WorkflowStub.fromTyped(refresh).cancel();
    record("refresh-failed", ended(refresh));
  }

  /**
   * Nothing arrives when it ends, and its first half second is free, so the next begins at once.
   */
  private void refreshRestsShortly() throws Exception {
    layers.arriving(false);
    LayerRefresh refresh = nudge(NUDGE);
    completed(refresh, 1);
    nudge(NUDGE);
    completed(refresh, 2);
    layers.arriving(null);
    WorkflowStub.fromTyped(refresh).cancel();
    record("refresh-serves-at-once", ended(refresh));
  }

  /** A hundred refreshes, of the checks alone to keep it small. */
  private void refreshGoesOnInAnotherRun() throws Exception {
    RefreshRequest checks = new RefreshRequest("checks", true, true);
    LayerRefresh refresh = nudge(checks);
    WorkflowExecution first = run(refresh);
    for (int i = 1; i < 100; i++) {
      completed(refresh, i);
      nudge(checks);
    }
    Await.until("another run", () -> !run(refresh).getRunId().equals(first.getRunId()));
    record("refresh-goes-on", first);
    WorkflowStub.fromTyped(refresh).terminate("recorded");
  }

  private LayerRefresh nudge(RefreshRequest request) {
    LayerRefresh refresh =
        temporal.client().newWorkflowStub(LayerRefresh.class, Refreshes.options());
    BatchRequest batch = temporal.client().newSignalWithStartRequest();
    batch.add(refresh::run, null);
    batch.add(refresh::refresh, request);
    temporal.client().signalWithStart(batch);
    return temporal.client().newWorkflowStub(LayerRefresh.class, WorkflowIds.LAYER_REFRESH);
  }

  private static void completed(LayerRefresh refresh, int count) throws InterruptedException {
    Await.until(count + " completed", () -> refresh.state().completed() >= count);
  }

  private void sweeps() throws Exception {
    EdgeSweep sweep = sweep();
    sweep.run(new SweepRequest(true));
    record("sweep", run(sweep));
    broken = true;
    EdgeSweep failing = sweep();
    WorkflowClient.start(failing::run, null);
    record("sweep-failed", ended(failing));
    broken = false;
  }

  private EdgeSweep sweep() {
    return temporal
        .client()
        .newWorkflowStub(
            EdgeSweep.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.EDGE_SWEEP_BY_HAND)
                .setTaskQueue(TaskQueues.INGEST)
                .build());
  }

  private void batches() throws Exception {
    FileGroup group =
        new FileGroup(
            TestTemporal.BUCKET,
            IntStream.range(0, 120).mapToObj(i -> new BatchFile(i + ".json", "e" + i)).toList());
    FileBatch batch =
        temporal.client().newWorkflowStub(FileBatch.class, Batches.options(group, Journeys.SWEPT));
    batch.run(group);
    record("batch", run(batch));
    broken = true;
    FileBatch failing =
        temporal.client().newWorkflowStub(FileBatch.class, Batches.options(group, Journeys.SWEPT));
    WorkflowClient.start(failing::run, group);
    record("batch-failed", ended(failing));
    broken = false;
  }

  private void rebuilds() throws Exception {
    Rebuild rebuild = rebuild();
    WorkflowClient.start(
        rebuild::run, new RebuildRequest(Layer.SILVER, "S1", null, null, null), null);
    Await.until("in silver", () -> rebuilds.calls().contains("silver after 0"));
    rebuild.pause();
    rebuilds.go();
    Await.until("paused", () -> rebuild.state().step().startsWith("Paused in silver"));
    rebuild.resume();
    record("rebuild-slices", ended(rebuild));
    Rebuild switching = rebuild();
    switching.run(new RebuildRequest(Layer.SILVER, null, null, null, null), null);
    record("rebuild-at-once", run(switching));
    Rebuild gold = rebuild();
    gold.run(new RebuildRequest(Layer.GOLD, null, null, null, null), null);
    record("rebuild-gold", run(gold));
    Rebuild dry = rebuild();
    dry.run(new RebuildRequest(Layer.GOLD, null, null, null, true), null);
    record("rebuild-dry", run(dry));
    Rebuild wrong = rebuild();
    rebuilds.breaks();
    WorkflowClient.start(wrong::run, new RebuildRequest(Layer.GOLD, null, null, null, null), null);
    record("rebuild-failed", ended(wrong));
  }

  private Rebuild rebuild() {
    return temporal
        .client()
        .newWorkflowStub(
            Rebuild.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.REBUILD)
                .setTaskQueue(TaskQueues.LAYERS)
                .build());
  }

  private void housekeeping() throws Exception {
    Housekeeping daily = daily();
    daily.run();
    record("housekeeping", run(daily));
    broken = true;
    Housekeeping failing = daily();
    WorkflowClient.start(failing::run);
    record("housekeeping-failed", ended(failing));
    broken = false;
  }

  private Housekeeping daily() {
    return temporal
        .client()
        .newWorkflowStub(
            Housekeeping.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.HOUSEKEEPING_SCHEDULE)
                .setTaskQueue(TaskQueues.LAYERS)
                .build());
  }

  private void operatorActions() throws Exception {
    record("operator-action", ended(asked("00000000-0000-7000-8000-000000000001")));
    broken = true;
    record("operator-action-failed", ended(asked("00000000-0000-7000-8000-000000000002")));
    broken = false;
  }

  private void declarations() throws Exception {
    ModelFiles files = new ModelFiles(Map.of("gold_a.sql", "-- grain: a\nSELECT 1 AS a"));
    record("models-plan", ended(Declarations.plan(temporal.client(), new UUID(0, 1), files)));
    record("models-test", ended(Declarations.test(temporal.client(), new UUID(0, 2), files)));
    ApplyRequest request = new ApplyRequest(files, "ana", List.of());
    WorkflowStub apply = Declarations.apply(temporal.client(), request);
    Await.until("a first part is filled", () -> models.calls().contains("fill 0"));
    apply.signal("pause");
    models.go();
    Await.until("paused", () -> apply.query("state", ApplyState.class).step().startsWith("Paused"));
    apply.signal("resume");
    record("models-apply", ended(apply));
    declarationThatIsCancelled(request);
    models.refuses();
    record("models-apply-refused", ended(Declarations.apply(temporal.client(), request)));
  }

  private void declarationThatIsCancelled(ApplyRequest request) throws Exception {
    long before = models.calls().stream().filter("beside"::equals).count();
    CountDownLatch computing = new CountDownLatch(1);
    models.holdsBeside(computing);
    WorkflowStub apply = Declarations.apply(temporal.client(), request);
    Await.until(
        "computing beside",
        () -> models.calls().stream().filter("beside"::equals).count() > before);
    apply.signal("pause");
    computing.countDown();
    Await.until("paused", () -> apply.query("state", ApplyState.class).step().startsWith("Paused"));
    apply.cancel();
    record("models-apply-cancelled", ended(apply));
  }

  private WorkflowStub asked(String id) {
    return OperatorActions.start(
        temporal.client(),
        OperatorRequest.of(id, "ana", OperatorActionKind.SWEEP, "sample", "late files"));
  }

  /** The latest run. */
  private static WorkflowExecution run(Object stub) {
    return stub(stub).describe().getExecution();
  }

  private static WorkflowStub stub(Object typedOrNot) {
    return typedOrNot instanceof WorkflowStub stub ? stub : WorkflowStub.fromTyped(typedOrNot);
  }

  private static WorkflowExecution ended(Object stub) {
    try {
      stub(stub).getResult(Void.class);
    } catch (WorkflowFailedException e) {
      // How it ended is part of the history.
    }
    return run(stub);
  }

  private void record(String name, WorkflowExecution run) throws IOException {
    String json = temporal.client().fetchHistory(run.getWorkflowId(), run.getRunId()).toJson(true);
    Files.writeString(folder.resolve(name + ".json"), json + "\n");
  }
}
