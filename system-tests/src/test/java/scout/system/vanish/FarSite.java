package scout.system.vanish;

import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import scout.local.home.ServerCache;
import scout.local.postgres.NewCluster;
import scout.local.storage.MinioServer;
import scout.local.temporal.InstalledServers;
import scout.local.temporal.LocalTemporal;
import scout.local.temporal.RealServers;
import scout.schema.Migrator;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.StorageSettings;
import scout.starter.StarterApplication;
import scout.storage.ObjectStore;
import scout.worker.WorkerApplication;
import scout.workflows.ContractConverter;
import scout.workflows.TaskQueues;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.ReprocessRequest;

/** Servers on this machine, and workers and a starter on this one or the far one. */
final class FarSite {
  private static final String PREFIX = "scout/v1/bronze/till-01/";
  private static final int DATABASE_PORT = 25_432;
  private static final String HEALTH = "http://10.78.2.2:28080/health";

  private final FarHost far;
  private final Path folder;
  private final Process postgres;
  private final Jdbi owner;
  private final MinioServer minio;
  private final StorageSettings storage;
  private final ObjectStore store;
  private final LocalTemporal temporal;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final List<Forwarder> forwarders = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private long saidBefore;

  private FarSite(Path folder) throws Exception {
    this.folder = folder;
    temporal = RealServers.start(folder.resolve("temporal"));
    far = FarHost.make();
    Path cache = new InstalledServers(ServerCache.servers(System.getenv())).cache();
    NewCluster cluster =
        NewCluster.make(cache, folder.resolve("cluster"), "postgres", "postgres", List.of());
    Files.writeString(
        folder.resolve("cluster/data/pg_hba.conf"),
        "host all all 10.0.0.0/8 scram-sha-256\n",
        StandardOpenOption.APPEND);
    postgres =
        new ProcessBuilder(
                cluster.server(
                    List.of("-p", Integer.toString(DATABASE_PORT)),
                    FarHost.TO_DATABASE + ".1,127.0.0.1"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("postgres.log").toFile())
            .start();
    DatabaseSettings login = new DatabaseSettings(url("127.0.0.1"), "postgres", "postgres");
    owner = Jdbi.create(login.url(), login.user(), login.password());
    awaitDatabase();
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      passwords.put(role, role.roleName());
    }
    new Migrator(login).migrate(passwords);
    minio = MinioServer.start(Files.createDirectories(folder.resolve("minio")), false);
    storage = minio.settings();
    store = new ObjectStore(storage, 4);
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
    client = WorkflowClient.newInstance(service, ContractConverter.options().build());
  }

  static FarSite start(Path folder) throws Exception {
    return new FarSite(folder);
  }

  private static String url(String address) {
    return "jdbc:postgresql://" + address + ":" + DATABASE_PORT + "/postgres";
  }

  private void awaitDatabase() throws InterruptedException {
    for (int i = 0; ; i++) {
      try {
        count("SELECT 1");
        return;
      } catch (JdbiException e) {
        if (i == 100) {
          throw e;
        }
        Thread.sleep(200);
      }
    }
  }

  FarHost far() {
    return far;
  }

  void startFarWorker() throws IOException {
    start(FarHost.there(java(WorkerApplication.class)), farSettings(), "worker-far.log");
  }

  void startNearWorker() throws IOException {
    Map<String, String> settings =
        settings(url("127.0.0.1"), temporal.address(), storage.endpoint().toString());
    start(java(WorkerApplication.class), settings, "worker-near.log");
  }

  void startFarStarter() throws IOException {
    Map<String, String> settings = farSettings();
    settings.put("SCOUT_HTTP_ADDRESS", "10.78.2.2");
    settings.put("SCOUT_HTTP_PORT", "28080");
    settings.put("SCOUT_WEBHOOK_TOKEN", "token");
    start(FarHost.there(java(StarterApplication.class)), settings, "starter.log");
  }

  private Map<String, String> farSettings() throws IOException {
    Forwarder toTemporal =
        new Forwarder(Integer.parseInt(temporal.address().replaceFirst(".*:", "")));
    Forwarder toStorage = new Forwarder(storage.endpoint().getPort());
    forwarders.add(toTemporal);
    forwarders.add(toStorage);
    return settings(
        url(FarHost.TO_DATABASE + ".1"), toTemporal.address(), "http://" + toStorage.address());
  }

  private Map<String, String> settings(String database, String temporalAddress, String endpoint) {
    Map<String, String> settings = new HashMap<>();
    settings.put("SCOUT_DB_URL", database);
    for (DatabaseRole role : DatabaseRole.values()) {
      settings.put(role.passwordSetting(), role.roleName());
    }
    settings.put("SCOUT_S3_ENDPOINT", endpoint);
    settings.put("SCOUT_S3_BUCKET", storage.bucket());
    settings.put("SCOUT_S3_ACCESS_KEY", storage.accessKey());
    settings.put("SCOUT_S3_SECRET_KEY", storage.secretKey());
    settings.put("TEMPORAL_ADDRESS", temporalAddress);
    return settings;
  }

  private static List<String> java(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-Dscout.log.to=console",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }

  private void start(List<String> command, Map<String, String> settings, String log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log).toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("SCOUT_") || name.startsWith("TEMPORAL_"));
    builder.environment().putAll(settings);
    processes.add(builder.start());
  }

  void awaitPolling() throws InterruptedException {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace("default")
            .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.INGEST))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
            .build();
    for (int i = 0; service.blockingStub().describeTaskQueue(request).getPollersCount() == 0; i++) {
      if (i > 600) {
        throw new AssertionError("The worker never polls\n" + tail());
      }
      Thread.sleep(200);
    }
  }

  /** Records of a till, 250 bytes each. */
  static byte[] records(String ids, int count) {
    String filler = "x".repeat(120);
    StringBuilder lines = new StringBuilder(count * 260);
    for (int i = 0; i < count; i++) {
      lines
          .append("{\"transaction_id\":\"")
          .append(ids)
          .append(i)
          .append("\",\"store_id\":\"S1\",\"timestamp\":\"2025-03-14T09:00:00Z\",\"amount\":1.25,")
          .append("\"currency\":\"EUR\",\"note\":\"")
          .append(filler)
          .append("\"}\n");
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Uploads, and tells the journey. */
  void upload(String name, byte[] content) {
    String etag =
        store.writer().put(PREFIX + name, new ByteArrayInputStream(content), content.length);
    Journeys.arrived(
        client, storage.bucket(), PREFIX + name, new FileVersion(etag, "webhook"), Journeys.LIVE);
  }

  void reprocess(String name) {
    Journeys.tell(
        client,
        storage.bucket(),
        PREFIX + name,
        Journeys.LIVE,
        (request, journey) ->
            request.add(journey::reprocess, new ReprocessRequest("again", null, "request")));
  }

  long count(String sql) {
    return owner.withHandle(handle -> handle.select(sql).mapTo(Long.class).findOne().orElse(0L));
  }

  boolean atRest(String name) {
    return count(
            "SELECT count(*) FROM scout.files WHERE status = 'archived' AND object_key = '"
                + PREFIX
                + name
                + "'")
        > 0;
  }

  long pending() {
    return count(
        "SELECT count(*) FROM scout.files WHERE silver_generation IS DISTINCT FROM generation");
  }

  /** Holds a table so that nobody can write to it, until the handle is rolled back. */
  Handle lock(String table) {
    Handle handle = owner.open();
    handle.begin();
    handle.execute("LOCK TABLE " + table + " IN SHARE MODE");
    return handle;
  }

  boolean layerIsFree() {
    return owner.inTransaction(
        handle ->
            handle
                .select(
                    "SELECT layer FROM scout.layer_lock WHERE layer = 'silver' FOR UPDATE SKIP"
                        + " LOCKED")
                .mapTo(String.class)
                .findOne()
                .isPresent());
  }

  /** The status of the starter's health and what it says, or why it can't be reached. */
  String health() throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(HEALTH)).timeout(Duration.ofSeconds(30)).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return e.toString();
    }
  }

  void forgetWhatWorkerSaid() throws IOException {
    saidBefore = Files.size(folder.resolve("worker-far.log"));
  }

  /** True if the worker has said since that a step of its failed. */
  boolean workerSaysGone() throws IOException {
    String said = Files.readString(folder.resolve("worker-far.log"), StandardCharsets.UTF_8);
    String since = said.substring((int) Math.min(saidBefore, said.length()));
    return since.contains("Activity failure") || since.contains("has stopped answering");
  }

  String tail() {
    StringBuilder tails = new StringBuilder();
    for (String log : List.of("worker-far.log", "worker-near.log", "starter.log", "postgres.log")) {
      Path file = folder.resolve(log);
      if (Files.exists(file)) {
        tails.append("--- ").append(log).append('\n').append(tail(file)).append('\n');
      }
    }
    return tails.toString();
  }

  private static String tail(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  void close() throws Exception {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    for (Forwarder forwarder : forwarders) {
      forwarder.close();
    }
    service.shutdownNow();
    store.close();
    minio.close();
    postgres.destroy();
    postgres.waitFor();
    far.close();
    temporal.close();
  }
}
