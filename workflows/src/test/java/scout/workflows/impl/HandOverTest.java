package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.batch.BatchActivities;
import scout.workflows.batch.BatchFile;
import scout.workflows.batch.BatchResult;
import scout.workflows.batch.FileBatch;
import scout.workflows.batch.FileGroup;
import scout.workflows.client.Batches;
import scout.workflows.client.Journeys;
import scout.workflows.client.Refreshes;
import scout.workflows.housekeeping.Housekeeping;
import scout.workflows.housekeeping.HousekeepingActivities;
import scout.workflows.housekeeping.HousekeepingResult;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.ReprocessRequest;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.Rebuild;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.refresh.LayerRefresh;
import scout.workflows.refresh.RefreshRequest;

/** How soon a step whose worker died is given to another one; a sweep may take longer. */
class HandOverTest {
  private static final long LONGEST_SECONDS = 20;

  private final FakeIngest ingest = new FakeIngest();
  private final BatchActivities bulk = step -> new BatchResult(step.files().size(), 0);
  private final HousekeepingActivities house = () -> new HousekeepingResult(0, 0, 0, 0, 0, 0);
  private final FakeRebuilds rebuilds = new FakeRebuilds();
  private final TestTemporal temporal =
      new TestTemporal(new FakeLayers(), ingest, bulk, house, rebuilds);

  /** After so many seconds without a heartbeat, by the name of the step. */
  private final Map<String, Long> missed = new TreeMap<>();

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void aWorkerThatDiedIsMissedSoon() throws Exception {
    journey();
    FileGroup group = new FileGroup(TestTemporal.BUCKET, List.of(new BatchFile("a.json", "e1")));
    FileBatch batch =
        temporal.client().newWorkflowStub(FileBatch.class, Batches.options(group, Journeys.SWEPT));
    batch.run(group);
    look(run(batch));
    Housekeeping daily =
        temporal.client().newWorkflowStub(Housekeeping.class, options("housekeeping"));
    daily.run();
    look(run(daily));
    Rebuild rebuild =
        temporal.client().newWorkflowStub(Rebuild.class, options(WorkflowIds.REBUILD));
    rebuilds.go();
    rebuild.run(new RebuildRequest(Layer.GOLD, null, null, null, null), null);
    look(run(rebuild));
    refresh();

    assertThat(missed).containsKeys("Load", "Discard", "LoadBatch", "BuildSilver", "KeepHouse");
    assertThat(missed.values()).allMatch(seconds -> seconds > 0 && seconds <= LONGEST_SECONDS);
  }

  private void journey() throws Exception {
    ingest.reads(request -> FakeIngest.quarantined("e1"));
    FileJourney journey = temporal.arrive("a.json", "e1");
    TestTemporal.parked(journey);
    WorkflowExecution waiting = run(journey);
    journey.reprocess(new ReprocessRequest(null, null, null));
    Await.until("read again", () -> ingest.calls().contains("replay e1"));
    TestTemporal.parked(journey);
    journey.discard(new DiscardRequest(null, null, null));
    TestTemporal.end(journey);
    look(waiting);
  }

  private void refresh() throws Exception {
    LayerRefresh refresh =
        temporal.client().newWorkflowStub(LayerRefresh.class, Refreshes.options());
    BatchRequest request = temporal.client().newSignalWithStartRequest();
    request.add(refresh::run, null);
    request.add(refresh::refresh, RefreshRequest.nudge("test"));
    temporal.client().signalWithStart(request);
    LayerRefresh running =
        temporal.client().newWorkflowStub(LayerRefresh.class, WorkflowIds.LAYER_REFRESH);
    Await.until("refreshed", () -> running.state().completed() >= 1);
    look(run(running));
  }

  private static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.LAYERS).build();
  }

  private static WorkflowExecution run(Object stub) {
    return WorkflowStub.fromTyped(stub).describe().getExecution();
  }

  private void look(WorkflowExecution run) {
    temporal.client().fetchHistory(run.getWorkflowId(), run.getRunId()).getEvents().stream()
        .filter(event -> event.hasActivityTaskScheduledEventAttributes())
        .map(event -> event.getActivityTaskScheduledEventAttributes())
        .forEach(
            step ->
                missed.merge(
                    step.getActivityType().getName(),
                    step.getHeartbeatTimeout().getSeconds(),
                    Math::max));
  }
}
