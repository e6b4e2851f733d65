package scout.system.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowOptions;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import scout.local.home.StackHome;
import scout.local.stack.EventGate;
import scout.local.stack.LocalStack;
import scout.settings.DatabaseSettings;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.settings.TemporalSettings;
import scout.storage.ObjectStore;
import scout.system.Shell;
import scout.system.docs.PageCommands;
import scout.system.watch.TraceCollector.Received;
import scout.temporal.TemporalConnection;
import scout.traces.TraceRoot;
import scout.workflows.TaskQueues;
import scout.workflows.client.Sweeps;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

/**
 * What can be watched from outside while everything runs: traces at a collector, and every metric
 * that the rules and the dashboard ask for.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunningWatchTest {
  private static final String BUCKET = "sample";
  private static final String PREFIX = "scout/v1/bronze/";
  private static final Path MONITORING = Path.of("..", "ops", "monitoring");

  /** Those that Prometheus makes itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static TraceCollector collector;
  private static LocalStack stack;
  private static ObjectStore store;
  private static TemporalConnection temporal;
  private static int metricsPort;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    collector = new TraceCollector();
    metricsPort = freePort();
    stack =
        new LocalStack(
            new StackHome(folder.toRealPath()),
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                collector.address().toString(),
                "OTEL_EXPORTER_OTLP_HEADERS",
                "authorization=Bearer%20of-the-collector",
                "SCOUT_METRICS_PORT",
                Integer.toString(metricsPort),
                "SCOUT_BULK_MIN_FILES",
                "2",
                "SCOUT_ALERT_ROUTES",
                "info -> webhook:ops",
                "SCOUT_ALERT_WEBHOOKS",
                "ops=" + collector.address() + "/not/there"));
    stack.start(choice -> choice.startInMemory(), new EventGate(false));
    Settings settings = new Settings(stack.environment());
    store = new ObjectStore(StorageSettings.service(settings), 2);
    temporal = TemporalConnection.open(TemporalSettings.of(settings));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    temporal.close();
    store.close();
    stack.close();
    collector.close();
  }

  private static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(() -> what + ": " + collector.spans()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Uploads a sale, and returns the trace that it must get. */
  private static TraceRoot upload(String key, String sale) throws Exception {
    byte[] content =
        ("{\"transaction_id\": \"" + sale + "\", \"store_id\": \"s\", \"amount\": 1,")
            .concat(" \"timestamp\": \"2025-03-14T09:00:00Z\"}\n")
            .getBytes(StandardCharsets.UTF_8);
    store.writer().put(PREFIX + key, new ByteArrayInputStream(content), content.length);
    return TraceRoot.ofFile(BUCKET, PREFIX + key, etag(content));
  }

  private static String etag(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
  }

  private static Set<String> names(TraceRoot trace) {
    return collector.spans(trace.traceId()).stream()
        .map(Received::name)
        .collect(Collectors.toSet());
  }

  private static void untilWhole(TraceRoot trace, Set<String> names) throws Exception {
    until("the trace " + trace, () -> names(trace).equals(names));
    Received root =
        collector.spans(trace.traceId()).stream()
            .filter(span -> span.name().equals("file"))
            .findFirst()
            .orElseThrow();
    assertThat(root.spanId()).isEqualTo(trace.spanId());
    assertThat(root.parentId()).isEmpty();
    assertThat(collector.spans(trace.traceId()))
        .filteredOn(span -> !span.name().equals("file"))
        .allMatch(span -> span.parentId().equals(trace.spanId()));
  }

  private static void untilLinked(List<TraceRoot> files) throws Exception {
    until(
        "links from a refresh to " + files,
        () ->
            collector.spans().stream()
                .filter(span -> span.name().equals("silver"))
                .flatMap(span -> span.links().stream())
                .collect(Collectors.toSet())
                .containsAll(files.stream().map(TraceRoot::traceId).toList()));
  }

  @Test
  @Order(1)
  void aFileIsOneTraceFromItsEventToTheArchive() throws Exception {
    TraceRoot trace = upload("till-01/a.jsonl", "t1");
    announce("till-01/a.jsonl");

    untilWhole(trace, Set.of("event", "load", "file", "archive"));
    assertThat(collector.spans(trace.traceId()))
        .extracting(span -> span.name() + " of " + span.service())
        .contains("event of scout-starter", "load of scout-worker", "archive of scout-worker");
    untilLinked(List.of(trace));
    assertThat(collector.spans())
        .isNotEmpty()
        .allMatch(span -> "Bearer of-the-collector".equals(span.token()));
  }

  private static void announce(String key) throws Exception {
    String etag = store.stat(PREFIX + key).orElseThrow().etag();
    String event =
        """
        {"Records": [{"eventName": "s3:ObjectCreated:Put", "s3": {"bucket": {"name": "%s"},
          "object": {"key": "%s", "eTag": "%s"}}}]}
        """
            .formatted(BUCKET, PREFIX + key, etag);
    int status =
        HTTP.send(
                HttpRequest.newBuilder(
                        URI.create(stack.environment().get("SCOUT_URL") + "/hooks/storage"))
                    .header(
                        "Authorization", "Bearer " + stack.environment().get("SCOUT_WEBHOOK_TOKEN"))
                    .POST(HttpRequest.BodyPublishers.ofString(event))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    assertThat(status).isEqualTo(200);
  }

  @Test
  @Order(2)
  void soAreFilesThatASweepGivesToTheBulkLane() throws Exception {
    List<TraceRoot> traces = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      traces.add(upload("till-02/" + i + ".jsonl", "b" + i));
    }
    assertThat(
            Sweeps.start(temporal.client(), new SweepRequest(true))
                .getResult(SweepResult.class)
                .handedOver())
        .isEqualTo(4);

    for (TraceRoot trace : traces) {
      untilWhole(trace, Set.of("load", "file", "archive"));
    }
    untilLinked(traces);
    until(
        "the end of a refresh",
        () ->
            collector.spans().stream()
                .filter(span -> span.name().equals("refresh"))
                .anyMatch(
                    span ->
                        collector.spans(span.traceId()).stream()
                            .map(Received::name)
                            .collect(Collectors.toSet())
                            .containsAll(Set.of("silver", "gold", "platinum", "checks"))));
  }

  @Test
  @Order(3)
  void everyMetricOfRulesAndDashboardIsThere() throws Exception {
    // a workflow that no release knows: its tasks fail
    temporal
        .client()
        .newUntypedWorkflowStub(
            "NobodyKnowsIt",
            WorkflowOptions.newBuilder()
                .setWorkflowId("unknown")
                .setTaskQueue(TaskQueues.INGEST)
                .build())
        .start();
    // nothing of it can be read, so an alert opens, which its target does not take
    byte[] torn = "{\"transaction_id\": \"t".getBytes(StandardCharsets.UTF_8);
    store.writer().put(PREFIX + "till-03/torn.jsonl", new ByteArrayInputStream(torn), torn.length);
    announce("till-03/torn.jsonl");

    Set<String> asked = asked();
    asked.removeAll(OF_PROMETHEUS);
    assertThat(asked)
        .contains("temporal_workflow_task_execution_failed_total", "scout_table_health");
    until("the metrics " + missing(asked), () -> missing(asked).isEmpty());
    for (String counted :
        List.of(
            "temporal_workflow_task_execution_failed_total",
            "scout_alerts_open",
            "scout_alert_messages_failed_total")) {
      until(counted, () -> value(counted) > 0);
    }
  }

  @Test
  @Order(4)
  void everyDocumentedCommandThatReadsRuns() throws Exception {
    Set<String> read = new TreeSet<>(PageCommands.all());
    read.removeIf(command -> !PageCommands.reads(command));
    assertThat(read).contains("status", "usage --days 30 --json", "alerts --all --json");
    for (String command : read) {
      String known =
          command
              .replaceAll("\\bKEY\\b|scout/v1/bronze/\\S+", PREFIX + "till-01/a.jsonl")
              .replaceAll("\\bTABLE\\b", "gold_store_daily_summary");
      Shell.Answer answer = new Shell(stack.environment()).run(PageCommands.words(known));
      assertThat(answer.err()).as(command).doesNotContain("Exception");
      assertThat(answer.exitCode()).as(command + ": " + answer).isIn(0, 1);
      assertThat(answer.out() + answer.err()).as(command).isNotBlank();
    }
  }

  @Test
  @Order(5)
  void acknowledgesAndMutesAnAlertByTheWorkflowOfTheConsole() {
    String fingerprint = "quarantined_file:" + PREFIX + "till-03/torn.jsonl";

    Shell.Answer acknowledged =
        new Shell(stack.environment())
            .run("alerts", "ack", fingerprint, "--as", "ada", "--reason", "calling the shop");
    Shell.Answer muted =
        new Shell(stack.environment())
            .run("alerts", "mute", fingerprint, "--as", "ada", "--hours", "2", "--json");

    assertThat(acknowledged.out()).contains("done", "Acknowledged");
    assertThat(muted.out()).contains("\"outcome\" : \"done\"", "Muted until");
    assertThat(new Shell(stack.environment()).run("alerts").out()).contains("ada");
    assertThat(
            texts(
                "SELECT concat_ws(' ', operator, action, subject, outcome, reason)"
                    + " FROM scout.operator_actions ORDER BY asked_at"))
        .containsExactly(
            "ada acknowledge " + fingerprint + " done calling the shop",
            "ada mute " + fingerprint + " done");
    assertThat(
            texts(
                "SELECT concat_ws(' ', acknowledged_by, muted_until > now() + interval '1 h',"
                    + " muted_until < now() + interval '3 h') FROM scout.alerts WHERE fingerprint ="
                    + " '"
                    + fingerprint
                    + "'"))
        .containsExactly("ada t t");
    assertThat(new Shell(stack.environment()).run("alerts", "ack", "999999"))
        .satisfies(answer -> assertThat(answer.exitCode()).isEqualTo(1))
        .satisfies(answer -> assertThat(answer.err()).contains("No alert 999999 is open"));
    assertThat(new Shell(stack.environment()).run("alerts", "forget", "1").exitCode()).isEqualTo(2);
    assertThat(
            new Shell(stack.environment())
                .run("alerts", "mute", fingerprint, "--hours", "0")
                .exitCode())
        .isEqualTo(2);
  }

  private static List<String> texts(String query) {
    DatabaseSettings owner = DatabaseSettings.owner(new Settings(stack.environment()));
    return Jdbi.create(owner.url(), owner.user(), owner.password())
        .withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
  }

  private static Set<String> asked() throws Exception {
    Set<String> asked = new TreeSet<>();
    Map<String, List<Map<String, List<Map<String, Object>>>>> file =
        new Yaml().load(Files.readString(MONITORING.resolve("alerts.yml")));
    file.get("groups")
        .forEach(
            group ->
                group
                    .get("rules")
                    .forEach(
                        rule -> asked.addAll(PromQlNames.of(String.valueOf(rule.get("expr"))))));
    JsonNode board =
        new ObjectMapper().readTree(MONITORING.resolve("dashboards/scout.json").toFile());
    for (JsonNode panel : board.path("panels")) {
      panel
          .path("targets")
          .forEach(each -> asked.addAll(PromQlNames.of(each.path("expr").asText())));
    }
    return asked;
  }

  private static List<String> scrape() throws Exception {
    List<String> lines = new ArrayList<>();
    for (String address :
        List.of(stack.environment().get("SCOUT_URL"), "http://127.0.0.1:" + metricsPort)) {
      HTTP.send(
              HttpRequest.newBuilder(URI.create(address + "/metrics")).build(),
              BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(lines::add);
    }
    return lines;
  }

  private static Set<String> missing(Set<String> asked) throws Exception {
    Set<String> missing = new TreeSet<>(asked);
    scrape().forEach(line -> missing.remove(line.split("[ {]", 2)[0]));
    return missing;
  }

  private static double value(String metric) throws Exception {
    return scrape().stream()
        .filter(line -> line.split("[ {]", 2)[0].equals(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
