package scout.system.kill;

import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.sweep.JourneyStarter;
import scout.parallel.Parallel;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.SettingCatalog;
import scout.settings.StorageSettings;
import scout.starter.StarterApplication;
import scout.storage.ObjectStore;
import scout.worker.WorkerApplication;
import scout.workflows.ContractConverter;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

/**
 * A database, a bucket and a namespace of one run's own. What the test does and looks at goes past
 * the wires of the workers.
 */
final class Site implements AutoCloseable {
  static final String PREFIX = "scout/v1/bronze/";

  private static final String TOKEN = "opensesame";

  private static final int UPLOADS_AT_ONCE = 8;

  /** Longer than Temporal takes to notice a dead worker, on a machine that is busy. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Servers servers;
  private final String name;
  private final boolean versioned;
  private final StorageSettings storage;
  private final Jdbi owner;
  private final ObjectStore store;
  private final Map<String, String> settings = new HashMap<>();
  private final List<WorkerProcess> workers = new ArrayList<>();
  private WorkflowServiceStubs service;
  private WorkflowClient client;
  private final HttpClient http = HttpClient.newHttpClient();
  private int starterPort;

  /**
   * Makes database and bucket.
   *
   * @param name of both, and of the namespace, which must be there
   */
  Site(Servers servers, String name, boolean versioned) throws Exception {
    this.servers = servers;
    this.name = name;
    this.versioned = versioned;
    DatabaseSettings database = servers.database(name);
    owner = Jdbi.create(database.url(), database.user(), database.password());
    storage = servers.bucket(name, versioned);
    store = new ObjectStore(storage, 8);
    settings.put(SettingCatalog.DB_URL.name(), database.url());
    for (DatabaseRole role : DatabaseRole.values()) {
      settings.put(role.passwordSetting(), role.roleName());
    }
    settings.put("SCOUT_S3_ENDPOINT", storage.endpoint().toString());
    settings.put("SCOUT_S3_BUCKET", name);
    settings.put("SCOUT_S3_ACCESS_KEY", storage.accessKey());
    settings.put("SCOUT_S3_SECRET_KEY", storage.secretKey());
    settings.put("TEMPORAL_ADDRESS", servers.temporalAddress());
    inNamespace(name);
  }

  /** From now on in another namespace, as if Temporal had lost all that it knew. */
  void inNamespace(String namespace) {
    if (service != null) {
      service.shutdownNow();
    }
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(servers.temporalAddress()).build());
    client =
        WorkflowClient.newInstance(
            service, ContractConverter.options().setNamespace(namespace).build());
    settings.put("TEMPORAL_NAMESPACE", namespace);
  }

  /** A setting of the workers that are started from now on. */
  void setting(String key, String value) {
    settings.put(key, value);
  }

  /** Workers and commands that are started from now on read the bucket's credential from files. */
  void keysFrom(KeyFiles files) {
    settings.keySet().removeAll(KeyFiles.INSTEAD_OF);
    settings.putAll(files.settings());
  }

  /** What a worker or a command needs, by name. */
  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  WorkerProcess startWorker() throws IOException {
    Path log = servers.folder().resolve(name + "-worker-" + (workers.size() + 1) + ".log");
    WorkerProcess worker = WorkerProcess.start(WorkerApplication.class, settings, log);
    workers.add(worker);
    return worker;
  }

  /** Starts a starter, to which {@link #announce} sends its events from now on. */
  WorkerProcess startStarter() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      starterPort = free.getLocalPort();
    }
    Map<String, String> own = new HashMap<>(settings);
    own.put("SCOUT_HTTP_PORT", Integer.toString(starterPort));
    own.put("SCOUT_WEBHOOK_TOKEN", TOKEN);
    Path log = servers.folder().resolve(name + "-starter-" + (workers.size() + 1) + ".log");
    WorkerProcess starter = WorkerProcess.start(StarterApplication.class, own, log);
    workers.add(starter);
    return starter;
  }

  /** Sends one storage event for all these objects, and again until the starter takes calls. */
  void announce(Map<String, String> etags, long size) {
    List<String> records = new ArrayList<>();
    etags.forEach(
        (path, etag) ->
            records.add(
                "{\"eventName\":\"s3:ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"%s\"},\"object\":{\"key\":\"%s\",\"eTag\":\"%s\",\"size\":%d}}}"
                    .formatted(name, PREFIX + path, etag, size)));
    HttpRequest event =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + starterPort + "/hooks/storage"))
            .header("Authorization", "Bearer " + TOKEN)
            .POST(BodyPublishers.ofString("{\"Records\":[" + String.join(",", records) + "]}"))
            .build();
    send(event);
  }

  /** Doesn't wait for the answer: whoever is to give it may be killed. */
  private void send(HttpRequest event) {
    var unused =
        http.sendAsync(event, BodyHandlers.discarding())
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null
                      && failure.getCause() instanceof ConnectException
                      && !service.isShutdown()) {
                    CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)
                        .execute(() -> send(event));
                  }
                });
  }

  /** Waits until the worker stays in the trap. */
  void awaitHeld(WorkerProcess worker, Trap trap) throws Exception {
    Await.until(
        name + ": the worker is " + trap,
        LIMIT,
        trap::holds,
        () -> "It asked last for\n" + worker.latest(trap) + logs());
  }

  /** Kills the only worker as with {@code kill -9}; returns when the database has noticed. */
  void kill(WorkerProcess worker) throws Exception {
    worker.kill();
    awaitNobodyLoggedIn();
  }

  /** Waits until the database has rolled back what was open. */
  void awaitNobodyLoggedIn() throws Exception {
    until(
        "nobody is logged in",
        () ->
            one("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND usename LIKE 'scout\\_%'")
                .equals("0"));
  }

  void until(String what, Callable<Boolean> condition) throws Exception {
    Await.until(name + ": " + what, LIMIT, condition, this::logs);
  }

  private String logs() {
    StringBuilder logs = new StringBuilder();
    for (WorkerProcess worker : workers) {
      logs.append("\n--- a worker said last:\n").append(worker.tail());
    }
    return logs.toString();
  }

  /** Uploads as a device does; returns the ETag. */
  String upload(String path, byte[] content) {
    return store.writer().put(PREFIX + path, new ByteArrayInputStream(content), content.length);
  }

  /** Uploads so many objects, eight at once; both functions get an object's number, from 0. */
  void uploadAll(int count, IntFunction<String> path, IntFunction<byte[]> content)
      throws InterruptedException {
    try (Parallel uploads = new Parallel(UPLOADS_AT_ONCE)) {
      var unused =
          uploads.each(
              IntStream.range(0, count).boxed().toList(),
              i -> upload(path.apply(i), content.apply(i)));
    }
  }

  /** Tells the journey of an object that it arrived, as a storage event does. */
  void arrived(String path, String etag) {
    Journeys.arrived(client, name, PREFIX + path, new FileVersion(etag, "webhook"), Journeys.LIVE);
  }

  /** Starts a sweep; {@link #awaitSweep} waits until all that it found has come to rest. */
  void startSweep() {
    WorkflowClient.start(newSweep()::run, new SweepRequest(true));
  }

  /** Sweeps once, and doesn't wait for what it found. */
  SweepResult sweep() {
    return newSweep().run(new SweepRequest(false));
  }

  private EdgeSweep newSweep() {
    return client.newWorkflowStub(
        EdgeSweep.class,
        WorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.EDGE_SWEEP_BY_HAND)
            .setTaskQueue(TaskQueues.INGEST)
            .build());
  }

  void awaitSweep() throws Exception {
    awaitEnd(WorkflowIds.EDGE_SWEEP_BY_HAND);
  }

  /** Waits until a workflow has completed. */
  void awaitEnd(String workflowId) throws Exception {
    until(
        "the end of " + workflowId,
        () -> isNow(workflowId, WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED));
  }

  /** True if the workflow's latest run has not ended. */
  boolean isRunning(String workflowId) {
    return isNow(workflowId, WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }

  private boolean isNow(String workflowId, WorkflowExecutionStatus status) {
    return client.newUntypedWorkflowStub(workflowId).describe().getStatus() == status;
  }

  /** Waits until so many workers ask Temporal for work. */
  void awaitPolling(int workers) throws Exception {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.INGEST))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
            .build();
    until(
        workers + " workers ask for work",
        () -> service.blockingStub().describeTaskQueue(request).getPollersCount() >= workers);
  }

  /** Waits until the object's journey has ended, or waits for a person. */
  void awaitJourney(String path) throws Exception {
    JourneyStarter journeys = new JourneyStarter(client);
    until(
        "the journey of " + path,
        () -> {
          try {
            return !journeys.underWay(name, PREFIX + path);
          } catch (WorkflowServiceException e) {
            // Nobody answers its query while its worker is dead.
            return false;
          }
        });
  }

  /** The first column of the first row. */
  String one(String sql, Object... parameters) {
    return lines(sql, parameters).get(0);
  }

  /** The first column. */
  List<String> lines(String sql, Object... parameters) {
    return owner.withHandle(handle -> handle.select(sql, parameters).mapTo(String.class).list());
  }

  /** A connection as the owner, to be closed by the caller. */
  Handle open() {
    return owner.open();
  }

  /** Changes the database by hand. */
  void change(String sql) {
    owner.useHandle(handle -> handle.execute(sql));
  }

  String name() {
    return name;
  }

  boolean versioned() {
    return versioned;
  }

  StorageSettings storage() {
    return storage;
  }

  ObjectStore store() {
    return store;
  }

  WorkflowClient client() {
    return client;
  }

  @Override
  public void close() throws IOException {
    for (WorkerProcess worker : workers) {
      worker.close();
    }
    service.shutdownNow();
    store.close();
    servers.removeBucket(name);
  }
}
