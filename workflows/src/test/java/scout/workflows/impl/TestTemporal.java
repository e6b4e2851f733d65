package scout.workflows.impl;

import io.grpc.ClientInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.function.Supplier;
import scout.workflows.ContractConverter;
import scout.workflows.SearchAttributes;
import scout.workflows.TaskQueues;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.JourneyStart;
import scout.workflows.journey.JourneyState;

/** Temporal's test server with Scout's workflows on both task queues; it skips waiting times. */
final class TestTemporal implements AutoCloseable {
  static final String BUCKET = "sample";
  private static final int TRIES = 20;

  private final TestWorkflowEnvironment environment;

  TestTemporal(Object layers, Object... ingest) {
    this(
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(ContractConverter.options().build()),
        layers,
        ingest);
  }

  /** On a real server, with an interceptor of all calls to it. */
  static TestTemporal intercepted(
      ClientInterceptor interceptor, String address, Object layers, Object... ingest) {
    return new TestTemporal(
        external(address)
            .setWorkflowServiceStubsOptions(
                WorkflowServiceStubsOptions.newBuilder()
                    .addGrpcClientInterceptor(interceptor)
                    .setTarget(address)
                    .build()),
        layers,
        ingest);
  }

  /** On a real server, which must have a namespace {@code default} with Scout's attributes. */
  static TestTemporal onServer(String address, Object layers, Object... ingest) {
    return new TestTemporal(external(address), layers, ingest);
  }

  private static TestEnvironmentOptions.Builder external(String address) {
    return TestEnvironmentOptions.newBuilder()
        .setUseExternalService(true)
        .setTarget(address)
        .setWorkflowClientOptions(ContractConverter.options().setNamespace("default").build());
  }

  private TestTemporal(TestEnvironmentOptions.Builder options, Object layers, Object... ingest) {
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    environment = TestWorkflowEnvironment.newInstance(options.build());
    var ingestWorker = environment.newWorker(TaskQueues.INGEST);
    WorkflowRegistration.register(ingestWorker, WorkflowRegistration.INGEST);
    ingestWorker.registerActivitiesImplementations(ingest);
    // Those of sweeps are given among the others.
    environment.newWorker(TaskQueues.SWEEPS).registerActivitiesImplementations(ingest);
    var layersWorker = environment.newWorker(TaskQueues.LAYERS);
    WorkflowRegistration.register(layersWorker, WorkflowRegistration.LAYERS);
    layersWorker.registerActivitiesImplementations(layers);
    // Those of rebuilds and housekeeping are given among the others.
    layersWorker.registerActivitiesImplementations(ingest);
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
    return sending(() -> arriveOnce(key, etag));
  }

  /**
   * Sends a signal again while the test server refuses it. Unlike a real server, it does so when a
   * run ends or is continued as new in the same moment (temporalio/sdk-java, issue 1538).
   */
  static <T> T sending(Supplier<T> send) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return send.get();
      } catch (WorkflowServiceException e) {
        if (!(e.getCause() instanceof StatusRuntimeException cause)
            || cause.getStatus().getCode() != Status.Code.NOT_FOUND) {
          throw e;
        }
      }
    }
    throw new AssertionError("The test server refuses every signal");
  }

  private FileJourney arriveOnce(String key, String etag) {
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
