package scout.workflows.run;

import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import scout.workflows.FileJourney;
import scout.workflows.FileVersion;
import scout.workflows.JourneyStart;
import scout.workflows.JourneyState;
import scout.workflows.Journeys;
import scout.workflows.SearchAttributes;
import scout.workflows.TaskQueues;

/** Temporal's test server with Scout's workflows on both task queues; it skips waiting times. */
final class TestTemporal implements AutoCloseable {
  static final String BUCKET = "sample";

  private final TestWorkflowEnvironment environment;

  TestTemporal(Object ingest, Object layers) {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    environment = TestWorkflowEnvironment.newInstance(options.build());
    var ingestWorker = environment.newWorker(TaskQueues.INGEST);
    ingestWorker.registerWorkflowImplementationTypes(
        FileJourneyWorkflow.class, EdgeSweepWorkflow.class);
    ingestWorker.registerActivitiesImplementations(ingest);
    var layersWorker = environment.newWorker(TaskQueues.LAYERS);
    layersWorker.registerWorkflowImplementationTypes(LayerRefreshWorkflow.class);
    layersWorker.registerActivitiesImplementations(layers);
    environment.start();
  }

  TestWorkflowEnvironment environment() {
    return environment;
  }

  WorkflowClient client() {
    return environment.getWorkflowClient();
  }

  /** Signals the journey of the key that a version arrived, and begins it where needed. */
  FileJourney arrive(String key, String etag) {
    FileJourney journey =
        client().newWorkflowStub(FileJourney.class, Journeys.options(BUCKET, key, Journeys.LIVE));
    BatchRequest request = client().newSignalWithStartRequest();
    request.add(journey::run, JourneyStart.of(BUCKET, key));
    request.add(journey::arrived, new FileVersion(etag, "webhook"));
    var execution = client().signalWithStart(request);
    return client().newWorkflowStub(FileJourney.class, execution.getWorkflowId());
  }

  /** Waits until the journey has ended, through all its runs. */
  static void end(FileJourney journey) {
    WorkflowStub.fromTyped(journey).getResult(Void.class);
  }

  /**
   * Waits until the journey is parked. A query that meets a run at its very end hangs on the test
   * server, so it looks first whether a step has ended.
   */
  static JourneyState parked(FileJourney journey) throws InterruptedException {
    WorkflowStub stub = WorkflowStub.fromTyped(journey);
    Await.until(
        "ended a step",
        () -> stub.describe().getTypedSearchAttributes().get(SearchAttributes.RECORDS) != null);
    Await.until("parked", () -> journey.state().waiting());
    return journey.state();
  }

  @Override
  public void close() {
    environment.close();
  }
}
