package scout.system.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import scout.cli.upload.FileFacts;
import scout.local.demo.ExpectedOutcome;
import scout.local.home.PathPrograms;
import scout.local.home.ServerCache;
import scout.local.temporal.InstalledServers;
import scout.settings.StorageSettings;
import scout.starter.StarterApplication;
import scout.storage.UploadStore;
import scout.workflows.ShortName;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.batch.FileGroup;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepRequest;

/**
 * Runs what docker-compose.yml says: the real MinIO posts its events to the starter, the real
 * Temporal server keeps its histories in PostgreSQL.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposeStack {
  private static final String BUCKET = "sample";
  private static final String PREFIX = "scout/v1/bronze/";
  private static final Path SAMPLES = ComposeFile.ROOT.resolve("samples");
  private static final long LIMIT_SECONDS = 240;
  private static final Pattern METRIC =
      Pattern.compile("\\b(scout|temporal|jvm|process)_[a-z_]+[a-z]\\b");
  private static final String RECORD =
      "{\"transaction_id\":\"%s\",\"store_id\":\"s1\",\"timestamp\":\"2025-03-01T10:00:00Z\"}\n";

  @TempDir static Path folder;
  private NativeStack stack;
  private UploadStore device;
  private WorkflowServiceStubs temporal;
  private Jdbi owner;

  @BeforeAll
  void start() throws Exception {
    List<String> missing = missing();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(missing).as(".ci/run installs them").isEmpty();
    }
    assumeTrue(missing.isEmpty(), "Run ./scout install-servers to test with " + missing);
    stack = NativeStack.start(folder, Map.of("SCOUT_EVENT_DELAY", "PT0S"));
    device =
        new UploadStore(
            new StorageSettings(
                URI.create("http://" + stack.address("s3") + ":9000"),
                "us-east-1",
                BUCKET,
                stack.secret("SCOUT_DEVICE_ACCESS_KEY"),
                stack.secret("SCOUT_DEVICE_SECRET_KEY")));
    temporal =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(stack.address("temporal") + ":7233")
                .build());
    owner =
        Jdbi.create(
            "jdbc:postgresql://" + stack.address("postgres") + ":5432/scout",
            "scout",
            stack.secret("SCOUT_DB_PASSWORD"));
  }

  private static List<String> missing() {
    InstalledServers installed = new InstalledServers(ServerCache.servers(System.getenv()));
    List<String> missing = new ArrayList<>();
    for (var program : InstalledServers.PROGRAMS) {
      if (installed.find(program.name()).isEmpty()) {
        missing.add(program.name());
      }
    }
    for (String program : List.of("psql", "pg_isready", "bash")) {
      if (PathPrograms.find(program).isEmpty()) {
        missing.add(program);
      }
    }
    return missing;
  }

  @AfterAll
  void stop() throws Exception {
    if (stack != null) {
      if (temporal != null) {
        temporal.shutdownNow();
        device.close();
      }
      stack.close();
    }
  }

  private void upload(String key, byte[] content) throws Exception {
    Path copy = Files.write(folder.resolve("upload"), content);
    device.put(
        PREFIX + key,
        new ByteArrayInputStream(content),
        content.length,
        FileFacts.of(copy).metadata());
  }

  private static byte[] record(String id) {
    return RECORD.formatted(id).getBytes(StandardCharsets.UTF_8);
  }

  private List<String> lines(String sql, Object... values) {
    return owner.withHandle(handle -> handle.select(sql, values).mapTo(String.class).list());
  }

  private void await(String sql, String expected, Object... values) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    List<String> found = lines(sql, values);
    while (!found.equals(List.of(expected))) {
      assertThat(System.nanoTime())
          .as("%s gives %s; the ledger: %s", sql, found, ledger())
          .isLessThan(end);
      Thread.sleep(100);
      found = lines(sql, values);
    }
  }

  private List<String> ledger() {
    return lines("SELECT object_key || ' ' || status FROM scout.files ORDER BY 1");
  }

  private void awaitStatus(String key, String status) throws Exception {
    await("SELECT status FROM scout.files WHERE object_key = ?", status, PREFIX + key);
  }

  private long executions(String query) {
    return temporal
        .blockingStub()
        .countWorkflowExecutions(
            CountWorkflowExecutionsRequest.newBuilder()
                .setNamespace("default")
                .setQuery(query)
                .build())
        .getCount();
  }

  private String page(String service, int port) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://" + stack.address(service) + ":" + port + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private Map<String, Double> metrics(String service, int port) throws Exception {
    String text = page(service, port);
    Map<String, Double> values = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      if (!line.startsWith("#") && !line.isBlank()) {
        int space = line.lastIndexOf(' ');
        values.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
      }
    }
    return values;
  }

  private Map<String, Double> worker() throws Exception {
    return metrics("worker", 9464);
  }

  private Map<String, Double> starter() throws Exception {
    return metrics("starter", 8080);
  }

  @Test
  void takesTheSamplesFromUploadToGoldByTheirEvents() throws Exception {
    List<ExpectedOutcome> promises = ExpectedOutcome.readAll(SAMPLES);
    double lost = worker().get("scout_events_lost_total");
    for (ExpectedOutcome promise : promises) {
      upload(promise.file(), Files.readAllBytes(SAMPLES.resolve(promise.file())));
    }

    for (ExpectedOutcome promise : promises) {
      if (!promise.unsupported()) {
        await(
            "SELECT status || ' ' || records_read || ' ' || records_loaded || ' '"
                + " || records_rejected FROM scout.files WHERE object_key = ?",
            promise.outcome()
                + " "
                + promise.read()
                + " "
                + promise.loaded()
                + " "
                + promise.rejected(),
            PREFIX + promise.file());
      }
    }
    await(
        "SELECT count(*) FROM scout.files WHERE silver_generation IS DISTINCT FROM generation",
        "0");
    await("SELECT count(*) FROM scout.gold_outbox", "0");
    await(
        "SELECT (SELECT count(*) FROM scout.silver_edge_transactions) ="
            + " (SELECT sum(transaction_count) FROM scout.gold_store_daily_summary)",
        "t");
    assertThat(lines("SELECT count(*) FROM scout.gold_store_daily_summary"))
        .isNotEqualTo(List.of("0"));
    assertThat(worker()).containsEntry("scout_events_lost_total", lost);
  }

  @Test
  void answersTheClientCommands() throws Exception {
    String key = "till-6/asked.jsonl";
    upload(key, record("asked"));
    awaitStatus(key, "archived");

    assertThat(stack.command("status", "--json")).contains("\"ready\" : true");
    assertThat(stack.command("sweep", "--wait")).doesNotContain("SLF4J", "Picked up");
    assertThat(stack.command("file", PREFIX + key)).contains("archived");
    assertThat(stack.command("verify")).contains("Everything is accounted for");
  }

  @Test
  void startsAJourneyForEveryKeyThatADeviceMayUse() throws Exception {
    List<String> keys =
        List.of(
            "odd/with space+plus.jsonl",
            "odd/quotes \"'`$(x).jsonl",
            "odd/100%25 & a=b;c?d#e.jsonl",
            "odd/Käse-日本-🍞.jsonl",
            "odd/line\nbreak\ttab.jsonl",
            "odd/" + "long-ü/".repeat(50) + "a.jsonl");
    for (String key : keys) {
      upload(key, record("odd-" + keys.indexOf(key)));
    }

    for (String key : keys) {
      awaitStatus(key, "archived");
      assertThat(journey(key).describe().getWorkflowType()).as(key).isEqualTo("FileJourney");
    }
  }

  /** Asked for by its id: the query language can't say every quote. */
  private WorkflowStub journey(String key) {
    return WorkflowClient.newInstance(temporal)
        .newUntypedWorkflowStub(WorkflowIds.file(BUCKET, PREFIX + key));
  }

  @Test
  void cutsIdsAndKeywordsToWhatPostgresqlHolds() throws Exception {
    String key = "till-9/" + ("é漢".repeat(40) + "/").repeat(4) + "a.jsonl";
    upload(key, record("long"));

    awaitStatus(key, "archived");
    String id = WorkflowIds.file(BUCKET, PREFIX + key);
    assertThat(id.length()).isLessThanOrEqualTo(200);
    awaitOne("WorkflowId = '" + id + "'");
    awaitOne("ScoutFile = '" + ShortName.of(PREFIX + key) + "' AND ScoutStatus = 'archived'");
  }

  @Test
  void startsNothingForItsOwnArchiveCopies() throws Exception {
    double refused = sum(starter(), "scout_events_refused_total");
    upload("till-5/one.jsonl", record("one"));
    awaitStatus("till-5/one.jsonl", "archived");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    Map<String, Double> seen = starter();
    while (seen.get("scout_events_received_total") <= seen.get("scout_events_accepted_total")) {
      assertThat(System.nanoTime()).as("no event of an archive copy: %s", seen).isLessThan(end);
      Thread.sleep(100);
      seen = starter();
    }
    assertThat(sum(seen, "scout_events_refused_total")).isEqualTo(refused);
    assertThat(executions("WorkflowId STARTS_WITH 'file:sample/scout/v1/bronze/processed'"))
        .isZero();
  }

  private static double sum(Map<String, Double> values, String name) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(name))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  @Test
  void takesLaterWhatWasUploadedWhileTheStarterWasDownAndSweepsUpWhatNoEventToldOf()
      throws Exception {
    double lost = worker().get("scout_events_lost_total");
    stack.stop("starter");
    upload("lost/a.jsonl", record("lost-a"));
    for (Path event : queued()) {
      Files.delete(event);
    }
    upload("down/a.jsonl", record("down-a"));
    upload("down/b c.jsonl", record("down-b"));
    assertThat(queued()).isNotEmpty();

    stack.start("starter");

    awaitStatus("down/a.jsonl", "archived");
    awaitStatus("down/b c.jsonl", "archived");
    assertThat(worker()).containsEntry("scout_events_lost_total", lost);
    assertThat(lines("SELECT 1 FROM scout.files WHERE object_key LIKE '%/lost/a.jsonl'")).isEmpty();

    WorkflowClient.newInstance(temporal)
        .newWorkflowStub(
            EdgeSweep.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId("a-sweep")
                .setTaskQueue(TaskQueues.INGEST)
                .build())
        .run(new SweepRequest(true));

    awaitStatus("lost/a.jsonl", "archived");
    assertThat(worker()).containsEntry("scout_events_lost_total", lost + 1);
  }

  /** What MinIO keeps of the events that nobody took yet. */
  private List<Path> queued() throws Exception {
    try (var files = Files.walk(stack.folderOf("s3-events"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /**
   * With {@code -Dscout.burst.seconds=10} for longer. Nobody takes journeys and groups up, so that
   * each is there to be counted. The stack's own starter would take events from the same inbox.
   */
  @Test
  void losesNothingOfABurstAndStartsNoFileTwice() throws Exception {
    int seconds = Integer.getInteger("scout.burst.seconds", 1);
    long seed = System.nanoTime();
    stack.makeNamespace("burst");
    Map<String, String> settings = new HashMap<>(stack.settings("starter"));
    settings.put("TEMPORAL_NAMESPACE", "burst");
    settings.put("SCOUT_HTTP_ADDRESS", "127.0.0.1");
    settings.put("SCOUT_HTTP_PORT", "0");
    stack.stop("starter");
    try (var starter = StarterApplication.start(settings)) {
      EventBurst burst =
          new EventBurst(
              URI.create("http://127.0.0.1:" + StarterApplication.port(starter) + "/hooks/storage"),
              stack.secret("SCOUT_WEBHOOK_TOKEN"),
              seed);
      long began = System.nanoTime();
      burst.send(seconds, PREFIX + "till-1/");
      System.out.printf(
          "Burst: seed %d, %d events for %d files, %.0f a second taken, %d answered 503, %d calls"
              + " of Temporal in vain%n",
          seed,
          seconds * 1_000,
          burst.files(),
          seconds * 1_000 / ((System.nanoTime() - began) / 1e9),
          burst.postponed(),
          burst.callsInVain());

      assertThat(burst.failures()).as("seed %d", seed).isEmpty();
      List<String> begun = begun("burst");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (begun.size() < burst.files()) {
        assertThat(System.nanoTime())
            .as("%d of %d are begun", begun.size(), burst.files())
            .isLessThan(end);
        Thread.sleep(1_000); // Temporal allows few such questions a second.
        begun = begun("burst");
      }
      assertThat(begun).doesNotHaveDuplicates().hasSize(burst.files());
    } finally {
      stack.start("starter");
    }
  }

  /** The ids of the files that have a running journey, or are in a running group. */
  private List<String> begun(String namespace) {
    WorkflowClient client =
        WorkflowClient.newInstance(
            temporal, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
    List<String> files = new ArrayList<>();
    client
        .listExecutions("WorkflowType = 'FileJourney' AND ExecutionStatus = 'Running'")
        .forEach(journey -> files.add(journey.getExecution().getWorkflowId()));
    client
        .listExecutions("WorkflowType = 'FileBatch' AND ExecutionStatus = 'Running'")
        .forEach(batch -> files.addAll(files(client, batch.getExecution().getWorkflowId())));
    return files;
  }

  private static List<String> files(WorkflowClient client, String batch) {
    FileGroup group =
        DefaultDataConverter.STANDARD_INSTANCE.fromPayloads(
            0,
            Optional.of(
                client
                    .fetchHistory(batch)
                    .getEvents()
                    .get(0)
                    .getWorkflowExecutionStartedEventAttributes()
                    .getInput()),
            FileGroup.class,
            FileGroup.class);
    return group.files().stream()
        .map(file -> WorkflowIds.file(group.bucket(), file.key()))
        .toList();
  }

  /** The list of workflows follows their histories with a short delay. */
  private void awaitOne(String query) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (executions(query) < 1) {
      assertThat(System.nanoTime()).as(query).isLessThan(end);
      Thread.sleep(1_000); // Temporal allows few such questions a second.
    }
    assertThat(executions(query)).as(query).isEqualTo(1);
  }

  @Test
  void measuresWhatIsDocumentedAndWhatDashboardAndRulesAskFor() throws Exception {
    upload("measured/good.jsonl", record("measured"));
    upload("measured/broken.json", "[{".getBytes(StandardCharsets.UTF_8));
    awaitStatus("measured/good.jsonl", "archived");
    awaitStatus("measured/broken.json", "quarantined");
    // a workflow that no release knows: its tasks fail
    WorkflowClient.newInstance(temporal)
        .newUntypedWorkflowStub(
            "NobodyKnowsIt",
            WorkflowOptions.newBuilder()
                .setWorkflowId("unknown")
                .setTaskQueue(TaskQueues.INGEST)
                .build())
        .start();
    Set<String> wanted = new TreeSet<>();
    for (String asking : List.of("dashboards/scout.json", "alerts.yml")) {
      METRIC
          .matcher(Files.readString(ComposeFile.ROOT.resolve("ops/monitoring").resolve(asking)))
          .results()
          .forEach(found -> wanted.add(found.group()));
    }
    assertThat(wanted).contains("scout_files_total", "scout_alerts_open");

    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    Set<String> missing = missing(wanted);
    while (!missing.isEmpty()) {
      assertThat(System.nanoTime()).as("not measured: %s", missing).isLessThan(end);
      Thread.sleep(500);
      missing = missing(wanted);
    }

    Set<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(ComposeFile.ROOT.resolve("docs/monitoring.md"))) {
      if (line.startsWith("| `scout_")) {
        documented.add(line.split("`", -1)[1]);
      }
    }
    Set<String> measured = new TreeSet<>();
    for (String text : List.of(page("worker", 9464), page("starter", 8080))) {
      Pattern.compile("(?m)^# TYPE (scout_\\w+(?<!_max)) ")
          .matcher(text)
          .results()
          .forEach(found -> measured.add(found.group(1)));
    }
    assertThat(documented).isEqualTo(measured);
    assertThat(worker())
        .hasEntrySatisfying(
            "scout_files_total{outcome=\"quarantined\"}", n -> assertThat(n).isPositive())
        .hasEntrySatisfying("scout_refresh_seconds_count{layer=\"gold\"}", n -> {});
    awaitPositive("scout_alerts_open{kind=\"quarantined_file\"}");
  }

  /** The starter looks at the tables every few seconds. */
  private void awaitPositive(String series) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (starter().getOrDefault(series, 0.0) <= 0) {
      assertThat(System.nanoTime()).as("%s in %s", series, starter()).isLessThan(end);
      Thread.sleep(500);
    }
  }

  private Set<String> missing(Set<String> wanted) throws Exception {
    Set<String> missing = new TreeSet<>(wanted);
    for (Map<String, Double> values : List.of(worker(), starter())) {
      values.keySet().forEach(series -> missing.remove(series.replaceFirst("\\{.*", "")));
    }
    return missing;
  }
}
