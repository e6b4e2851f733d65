package scout.bench.ingest.bare;

import com.zaxxer.hikari.HikariDataSource;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import scout.settings.DatabaseSettings;
import scout.settings.TemporalSettings;
import scout.storage.ObjectStore;

/** Runs {@link BareJourney}s with as many slots and connections as Scout's worker has. */
public final class BareWorker implements AutoCloseable {
  private static final String QUEUE = "bare";
  private static final int SLOTS = 8;
  private static final int CACHED = 500;
  private static final int WORKFLOW_TASKS = 32;

  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final WorkerFactory factory;
  private final HikariDataSource pool;

  /**
   * Starts it.
   *
   * @param owner may write {@link BareTables}
   */
  public BareWorker(TemporalSettings temporal, DatabaseSettings owner, ObjectStore store) {
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
    client =
        WorkflowClient.newInstance(
            service, WorkflowClientOptions.newBuilder().setNamespace(temporal.namespace()).build());
    pool = new HikariDataSource();
    pool.setJdbcUrl(owner.url());
    pool.setUsername(owner.user());
    pool.setPassword(owner.password());
    pool.setMaximumPoolSize(2 * SLOTS);
    factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(CACHED)
                .setMaxWorkflowThreadCount(2 * CACHED)
                .build());
    Worker worker =
        factory.newWorker(
            QUEUE,
            WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(SLOTS)
                .setMaxConcurrentLocalActivityExecutionSize(SLOTS)
                .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_TASKS)
                .build());
    worker.registerWorkflowImplementationTypes(BareJourneyWorkflow.class);
    worker.registerActivitiesImplementations(new BareIngestion(pool, store));
    factory.start();
  }

  /** Starts the object's journey by signal-with-start. */
  public void arrived(String key) {
    BareJourney journey =
        client.newWorkflowStub(
            BareJourney.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId("bare:" + key)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(journey::run, key);
    request.add(journey::arrived, "");
    client.signalWithStart(request);
  }

  @Override
  public void close() {
    factory.shutdownNow();
    service.shutdownNow();
    pool.close();
  }
}
