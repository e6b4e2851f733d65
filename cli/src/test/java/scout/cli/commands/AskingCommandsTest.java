package scout.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.WorkflowExecutionSignaledEventAttributes;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.schema.WatchedDatabase;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.SearchAttributes;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Refreshes;
import scout.workflows.rebuild.Rebuild;
import scout.workflows.rebuild.RebuildProgress;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.RebuildResult;
import scout.workflows.rebuild.RebuildState;
import scout.workflows.rebuild.RowChange;
import scout.workflows.rebuild.TableChange;
import scout.workflows.refresh.LayerRefresh;
import scout.workflows.refresh.RefreshRequest;
import scout.workflows.refresh.RefreshStart;
import scout.workflows.refresh.RefreshState;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

/**
 * What the commands send to Temporal and wait for in the database. The test plays the worker: it
 * finds the signal in the workflow's history and writes what the worker would write.
 */
class AskingCommandsTest {
  private static final int FOR_EVER = -2;
  private static final AtomicInteger TESTS = new AtomicInteger();

  private static WatchedDatabase database;
  private static TestServer.PortBoundTestServer server;
  private static TemporalConnection temporal;
  private static WorkerFactory sweeper;
  private static TemporalGate gate;
  private static Shell shell;

  /** Each test has a file, and so a journey, of its own. */
  private final String key = "scout/v1/bronze/till-01/" + TESTS.incrementAndGet() + ".json";

  @BeforeAll
  static void start() throws Exception {
    database = WatchedDatabase.start();
    int port = freePort();
    server = TestServer.createPortBoundServer(port, true);
    temporal = TemporalConnection.open(new TemporalSettings("127.0.0.1:" + port, "default"));
    addSearchAttributes();
    Refreshes.request(temporal.client(), RefreshRequest.nudge("the test begins"));
    sweeper = WorkerFactory.newInstance(temporal.client());
    sweeper.newWorker(TaskQueues.INGEST).registerWorkflowImplementationTypes(ShortSweep.class);
    sweeper
        .newWorker(TaskQueues.LAYERS)
        .registerWorkflowImplementationTypes(ShortRebuild.class, IdleRefresh.class);
    sweeper.start();
    Map<String, String> environment = new HashMap<>(database.settings());
    gate = new TemporalGate(port);
    environment.put("TEMPORAL_ADDRESS", gate.address());
    shell = new Shell(environment);
  }

  private static void addSearchAttributes() {
    AddSearchAttributesRequest.Builder attributes =
        AddSearchAttributesRequest.newBuilder().setNamespace("default");
    SearchAttributes.ALL.forEach(
        key -> attributes.putSearchAttributes(key.getName(), key.getValueType()));
    OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(temporal.service().getRawChannel())
                .validateAndBuildWithDefaults())
        .blockingStub()
        .addSearchAttributes(attributes.build());
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    sweeper.shutdownNow();
    sweeper.awaitTermination(10, TimeUnit.SECONDS);
    gate.close();
    temporal.close();
    server.close();
    database.close();
  }

  @BeforeEach
  void oneArchivedFile() {
    gate.open();
    write("DELETE FROM scout.refreshes");
    write("DELETE FROM scout.files");
    write(
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at,"
            + " status, generation, silver_generation) VALUES (gen_random_uuid(), 'sample', '"
            + key
            + "', 'e1', 1, now(), 'archived', 1, 1)");
  }

  private static void write(String statement) {
    database.owner().useHandle(handle -> handle.execute(statement));
  }

  /** A sweep that finds nothing. */
  public static final class ShortSweep implements EdgeSweep {
    @Override
    public SweepResult run(SweepRequest request) {
      return new SweepResult(request.settle() ? 7 : 0, 1, 2, 3, 0);
    }

    @Override
    public String state() {
      return "short";
    }
  }

  /** Takes every wish and carries none out: the test writes the refreshes itself. */
  public static final class IdleRefresh implements LayerRefresh {
    @Override
    public void run(RefreshStart start) {
      Workflow.await(() -> false);
    }

    @Override
    public void refresh(RefreshRequest request) {}

    @Override
    public RefreshState state() {
      return new RefreshState("idle", null, null, 0, 0);
    }
  }

  /** A rebuild that changes one row, or fails for a store that is called so. */
  public static final class ShortRebuild implements Rebuild {
    @Override
    public RebuildResult run(RebuildRequest request, RebuildProgress progress) {
      if ("fails".equals(request.store())) {
        throw ApplicationFailure.newNonRetryableFailure("A check did not pass", "CHECK_BLOCKED");
      }
      String key = request.device() == null ? request.layer().word() : selected(request);
      RowChange row = new RowChange("update", key, "n: 1 -> " + request.from());
      return new RebuildResult(
          request.onlyShows(), List.of(new TableChange("gold_t", 0, 1, 0, List.of(row))));
    }

    private static String selected(RebuildRequest request) {
      return request.device() + " " + request.files();
    }

    @Override
    public void pause() {
      throw new IllegalStateException("Nobody pauses it");
    }

    @Override
    public void resume() {
      throw new IllegalStateException("Nobody resumes it");
    }

    @Override
    public RebuildState state() {
      return new RebuildState("short", false, List.of(), 0, null, 0, null);
    }
  }

  @Test
  void rebuildPrintsWhatItChanged() throws Exception {
    Shell.Answer shown = shell.run("rebuild", "gold", "--from", "2025-06-01", "--dry-run");
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.out()).contains("gold_t", "n: 1 -> 2025-06-01", "Nothing was changed.");

    Shell.Answer some =
        shell.run("rebuild", "gold", "--device", "d", "--file", "a", "--file", "b", "--dry-run");
    assertThat(some.out()).contains("d [a, b]");

    Shell.Answer done = shell.run("rebuild", "Platinum", "--yes", "--json");
    JsonNode table = new ObjectMapper().readTree(done.out()).get(0);
    assertThat(table.get("updated").asInt()).isEqualTo(1);
    assertThat(table.get("first").get(0).get("key").asText()).isEqualTo("platinum");
  }

  @Test
  void rebuildAsksFirstAndSaysWhatWentWrong() {
    assertThat(shell.run("rebuild", "gold").err()).contains("--yes");
    assertThat(shell.run("rebuild", "bronze", "--yes").exitCode())
        .isEqualTo(CommandFailure.WRONG_USAGE);
    Shell.Answer failed = shell.run("rebuild", "gold", "--store", "fails", "--yes");
    assertThat(failed.exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(failed.err()).contains("A check did not pass");
  }

  private static List<WorkflowExecutionSignaledEventAttributes> signals(String workflowId) {
    return temporal
        .service()
        .blockingStub()
        .getWorkflowExecutionHistory(
            GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace("default")
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                .build())
        .getHistory()
        .getEventsList()
        .stream()
        .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
        .map(e -> e.getWorkflowExecutionSignaledEventAttributes())
        .toList();
  }

  private static WorkflowExecutionSignaledEventAttributes nextSignal(String workflowId, int known)
      throws Exception {
    for (int i = 0; i < 200; i++) {
      if (started(workflowId)) {
        List<WorkflowExecutionSignaledEventAttributes> all = signals(workflowId);
        if (all.size() > known) {
          return all.get(all.size() - 1);
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("No signal came to " + workflowId);
  }

  private static boolean started(String workflowId) {
    try {
      temporal.client().newUntypedWorkflowStub(workflowId).describe();
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  private static JsonNode input(WorkflowExecutionSignaledEventAttributes signal) throws Exception {
    return new ObjectMapper().readTree(signal.getInput().getPayloads(0).getData().toByteArray());
  }

  private static CompletableFuture<Shell.Answer> command(String... arguments) {
    return CompletableFuture.supplyAsync(() -> shell.run(arguments));
  }

  private static Shell.Answer answer(CompletableFuture<Shell.Answer> command) throws Exception {
    return command.get(60, TimeUnit.SECONDS);
  }

  private Shell.Answer journeyCommand(String outcome, String... arguments) throws Exception {
    CompletableFuture<Shell.Answer> command = command(arguments);
    WorkflowExecutionSignaledEventAttributes signal =
        nextSignal(WorkflowIds.file("sample", key), 0);
    assertThat(signal.getSignalName()).isEqualTo(arguments[0]);
    assertThat(input(signal).get("reason").asText()).isEqualTo("because");
    assertThat(command).isNotDone();
    write(
        "UPDATE scout.files SET "
            + outcome
            + ", request_id = '"
            + input(signal).get("requestId").asText()
            + "'");
    return answer(command);
  }

  @Test
  void reprocessReturnsOnceTheLedgerHoldsTheRequest() throws Exception {
    Shell.Answer answer = journeyCommand("generation = 2", "reprocess", key, "--reason", "because");

    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out()).contains(key, "archived");
  }

  @Test
  void reprocessSeesItsOutcomeThoughAnotherRequestCameAfter() throws Exception {
    CompletableFuture<Shell.Answer> command =
        command("reprocess", key, "--reason", "because", "--json");
    String id = input(nextSignal(WorkflowIds.file("sample", key), 0)).get("requestId").asText();
    database
        .owner()
        .useTransaction(
            handle -> {
              handle.execute("UPDATE scout.files SET generation = 2, request_id = ?", id);
              handle.execute("UPDATE scout.files SET generation = 3, request_id = 'after'");
            });

    assertThat(answer(command).exitCode()).as(answer(command).err()).isZero();
  }

  @Test
  void reprocessFailsIfTheFileIsQuarantined() throws Exception {
    Shell.Answer answer =
        journeyCommand(
            "status = 'quarantined', reason = 'EMPTY_FILE: no'",
            "reprocess",
            key,
            "--reason",
            "because");

    assertThat(answer.exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(answer.out()).contains("EMPTY_FILE");
  }

  @Test
  void reprocessFailsIfTheOldRowsStayed() throws Exception {
    Shell.Answer answer =
        journeyCommand(
            "reason = 'TRUNCATED_ARRAY: no'", "reprocess", key, "--reason", "because", "--json");

    assertThat(answer.exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(new ObjectMapper().readTree(answer.out()).get(0).get("outcome").asText())
        .isEqualTo("failed");
  }

  @Test
  void discardReturnsOnceTheFileIsDiscarded() throws Exception {
    Shell.Answer answer =
        journeyCommand("status = 'discarded'", "discard", key, "--reason", "because");

    assertThat(answer.exitCode()).as(answer.err()).isZero();
  }

  /** What a person read in the alert is not what was loaded since. */
  @Test
  void discardAsksWhichVersionWhereAnEarlierOneWaits() throws Exception {
    other("waits", "quarantined", "-1 hour");

    Shell.Answer refused = shell.run("discard", key, "--yes", "--timeout", "5");

    assertThat(refused.exitCode()).isEqualTo(CommandFailure.WRONG_USAGE);
    assertThat(refused.err()).contains(key, "--etag", "e1 is archived", "waits is quarantined");
    assertThat(started(WorkflowIds.file("sample", key))).isFalse();
    CompletableFuture<Shell.Answer> command = command("discard", key, "--etag", "waits");
    JsonNode request = input(nextSignal(WorkflowIds.file("sample", key), 0));
    assertThat(request.get("etag").asText()).isEqualTo("waits");
    write(
        "UPDATE scout.files SET status = 'discarded', request_id = '"
            + request.get("requestId").asText()
            + "' WHERE etag = 'waits'");
    assertThat(answer(command).exitCode()).as(answer(command).err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLatestVersionIsNoRepetitionAndNoneThatNobodySaw(boolean named) throws Exception {
    other("twin", "duplicate", "1 hour");
    other("unseen", "gone", "2 hours");

    CompletableFuture<Shell.Answer> command =
        named
            ? command("reprocess", key, "--yes", "--timeout", "1")
            : command("reprocess", "--status", "archived", "--yes", "--timeout", "1");

    JsonNode request = input(nextSignal(WorkflowIds.file("sample", key), 0));
    assertThat(request.get("etag").asText()).isEqualTo("e1");
    assertThat(answer(command).err()).contains("the journey of " + key);
    assertThat(shell.run("reprocess", "--status", "duplicate", "--yes").err())
        .contains("No file is like that");
  }

  private void other(String etag, String status, String later) {
    write(
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at,"
            + " status) VALUES (gen_random_uuid(), 'sample', '%s', '%s', 1, now() + interval '%s',"
                .formatted(key, etag, later)
            + " '%s')".formatted(status));
  }

  @Test
  void aRequestThatNobodyCarriesOutTimesOutAndSaysSo() {
    Shell.Answer answer = shell.run("discard", key, "--timeout", "1");

    assertThat(answer.exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(answer.err()).contains(key, "--timeout");
  }

  @Test
  void refusesKeysAndVersionsThatTheLedgerDoesNotHold() {
    assertThat(shell.run("reprocess", "nowhere.json").err()).contains("nowhere.json");
    assertThat(shell.run("reprocess", key, "--etag", "other").err()).contains("other");
    assertThat(shell.run("reprocess").exitCode()).isEqualTo(CommandFailure.WRONG_USAGE);
    assertThat(shell.run("reprocess", key, "--status", "archived").exitCode())
        .isEqualTo(CommandFailure.WRONG_USAGE);
  }

  @Test
  void ofManyRequestsOnlySomeAreUnderWay() throws Exception {
    write("DELETE FROM scout.files");
    write(
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at)"
            + " SELECT gen_random_uuid(), 'sample', n || '.json', 'e', 1, now()"
            + " FROM generate_series(101, 125) n");
    Set<String> sent = ConcurrentHashMap.newKeySet();
    List<Integer> underWay = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger open = new AtomicInteger();
    List<Long> told = new ArrayList<>();
    try (ReadSide read = ReadSide.open(TargetStack.find(database.settings()))) {
      List<AnswerRow> versions =
          database
              .owner()
              .withHandle(
                  h ->
                      h.select("SELECT * FROM scout.files ORDER BY object_key")
                          .map(AnswerRow.MAPPER)
                          .list());
      List<JourneyRequests.Outcome> outcomes =
          new JourneyRequests(read, "sample", 10)
              .carryOut(
                  versions,
                  (version, id) -> {
                    sent.add(version.text("object_key"));
                    underWay.add(open.incrementAndGet());
                    CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)
                        .execute(
                            () -> {
                              open.decrementAndGet();
                              database
                                  .owner()
                                  .useHandle(
                                      h ->
                                          h.execute(
                                              "UPDATE scout.files SET generation = 1, request_id ="
                                                  + " ? WHERE object_key = ?",
                                              id,
                                              version.text("object_key")));
                            });
                  },
                  () -> new CommandDeadline(Duration.ofSeconds(60)),
                  told::add);

      assertThat(outcomes).extracting(JourneyRequests.Outcome::before).isEqualTo(versions);
      assertThat(outcomes).allMatch(outcome -> outcome.after().number("generation") == 1);
    }
    assertThat(sent).hasSize(25);
    assertThat(underWay).hasSize(25).allMatch(count -> count <= 10);
    assertThat(told).endsWith(25L).isSorted();
  }

  @Test
  void aRequestThatCantBeSentEndsTheCommandAndTheDeadlineNamesWhatIsMissing() throws Exception {
    try (ReadSide read = ReadSide.open(TargetStack.find(database.settings()))) {
      List<AnswerRow> versions = read.rows("versions", Map.of("bucket", "sample", "key", key));
      JourneyRequests requests = new JourneyRequests(read, "sample", 10);
      assertThatThrownBy(
              () ->
                  requests.carryOut(
                      versions,
                      (version, id) -> {
                        throw new IllegalStateException("Temporal is down");
                      },
                      () -> new CommandDeadline(Duration.ofSeconds(60)),
                      done -> {}))
          .hasMessage("Temporal is down");
      assertThatThrownBy(
              () ->
                  requests.carryOut(
                      versions,
                      (version, id) -> {},
                      () -> new CommandDeadline(Duration.ZERO),
                      done -> {}))
          .hasMessageContaining("the journey of " + key);
    }
  }

  @Test
  void aSelectionMeansTheVersionsThatItShowed() throws Exception {
    CompletableFuture<Shell.Answer> command =
        command("reprocess", "--status", "archived", "--yes", "--json");
    JsonNode request = input(nextSignal(WorkflowIds.file("sample", key), 0));
    assertThat(request.get("etag").asText()).isEqualTo("e1");
    write(
        "UPDATE scout.files SET generation = 2, request_id = '"
            + request.get("requestId").asText()
            + "'");
    assertThat(answer(command).exitCode()).as(answer(command).err()).isZero();
  }

  @Test
  void aSelectionIsShownAndNotTouchedUnasked() throws Exception {
    Shell.Answer answer = shell.run("reprocess", "--status", "archived");

    assertThat(answer.exitCode()).isEqualTo(CommandFailure.WRONG_USAGE);
    assertThat(answer.err()).contains(key, "--yes");
    assertThat(started(WorkflowIds.file("sample", key))).isFalse();
  }

  private static void refreshed(String outcome) {
    write(
        "INSERT INTO scout.refreshes (refresh_id, finished_at, outcome, error) VALUES"
            + " (gen_random_uuid(), clock_timestamp(), "
            + outcome
            + ")");
  }

  @Test
  void refreshWaitsForOneThatTookEverything() throws Exception {
    refreshed("'succeeded', NULL");
    write("UPDATE scout.files SET generation = 2, loaded_at = now()");
    int known = signals(WorkflowIds.LAYER_REFRESH).size();
    CompletableFuture<Shell.Answer> command = command("refresh", "--wait", "--json");

    JsonNode request = input(nextSignal(WorkflowIds.LAYER_REFRESH, known));
    assertThat(request.get("byPerson").asBoolean()).isTrue();
    refreshed("'succeeded', NULL");
    nextSignal(WorkflowIds.LAYER_REFRESH, known + 1);
    assertThat(command).isNotDone();
    write("UPDATE scout.files SET silver_generation = 2");
    refreshed("'succeeded', NULL");

    assertThat(answer(command).exitCode()).isZero();
  }

  @Test
  void refreshFailsWithTheErrorOfTheRefresh() throws Exception {
    int known = signals(WorkflowIds.LAYER_REFRESH).size();
    CompletableFuture<Shell.Answer> command = command("refresh", "--wait");
    nextSignal(WorkflowIds.LAYER_REFRESH, known);
    refreshed("'failed', 'gold: no such thing'");

    assertThat(answer(command).exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(answer(command).err()).contains("gold: no such thing");
  }

  @Test
  void sweepWaitsForTheSweepAndThenForARefresh() throws Exception {
    int known = signals(WorkflowIds.LAYER_REFRESH).size();
    CompletableFuture<Shell.Answer> command = command("sweep", "--wait", "--json");
    nextSignal(WorkflowIds.LAYER_REFRESH, known);
    assertThat(command).isNotDone();
    write(
        "UPDATE scout.files SET records_read = 4, records_rejected = 1, records_loaded = 3,"
            + " records_current = 1, records_unkeyed = 1, records_rejected_silver = 1,"
            + " records_lost = 2, settled_at = clock_timestamp()");
    refreshed("'succeeded', NULL");

    assertThat(answer(command).exitCode()).as(answer(command).err()).isZero();
    JsonNode counts = new ObjectMapper().readTree(answer(command).out());
    assertThat(counts.get("listed").asInt()).isEqualTo(7);
    assertThat(counts.get("files_settled").asInt()).isEqualTo(1);
    assertThat(counts.get("records_read").asInt()).isEqualTo(4);
    assertThat(counts.get("records_loaded").asInt()).isEqualTo(3);
    assertThat(counts.get("records_rejected").asInt()).isEqualTo(1);
    assertThat(counts.get("transactions").asInt()).isEqualTo(1);
    assertThat(counts.get("records_lost").asInt()).isEqualTo(2);
  }

  @Test
  void aSweepNamesTheFilesThatCouldNotBeRead() throws Exception {
    int known = signals(WorkflowIds.LAYER_REFRESH).size();
    CompletableFuture<Shell.Answer> command = command("sweep", "--wait");
    nextSignal(WorkflowIds.LAYER_REFRESH, known);
    write(
        "UPDATE scout.files SET status = 'loading', generation = 0, silver_generation = 0,"
            + " stopped_at = clock_timestamp(), reason = 'AccessDenied: no'");
    refreshed("'succeeded', NULL");

    assertThat(answer(command).exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(answer(command).err()).contains(key + ": AccessDenied: no", "1 file could not");
  }

  @Test
  void aSweepIsWaitedForThoughTheServerIsBusyAtTimes() throws Exception {
    gate.refuse("StartWorkflowExecution", Status.Code.RESOURCE_EXHAUSTED, 1);
    gate.refuse("GetWorkflowExecutionHistory", Status.Code.RESOURCE_EXHAUSTED, 2);
    int known = signals(WorkflowIds.LAYER_REFRESH).size();
    CompletableFuture<Shell.Answer> command = command("sweep", "--wait");
    nextSignal(WorkflowIds.LAYER_REFRESH, known);
    refreshed("'succeeded', NULL");

    assertThat(answer(command).exitCode()).as(answer(command).err()).isZero();
  }

  /** Beside a backlog, a server needs longer than a short look at the workflow takes. */
  @Test
  void oneLongPollWaitsForASweep() throws Exception {
    gate.refuseImpatient("GetWorkflowExecutionHistory", 10);
    int known = signals(WorkflowIds.LAYER_REFRESH).size();
    CompletableFuture<Shell.Answer> command = command("sweep", "--wait");
    nextSignal(WorkflowIds.LAYER_REFRESH, known);
    refreshed("'succeeded', NULL");

    assertThat(answer(command).exitCode()).as(answer(command).err()).isZero();
  }

  @Test
  void aServerThatStaysBusyEndsTheWaitWithThree() {
    gate.refuse("GetWorkflowExecutionHistory", Status.Code.RESOURCE_EXHAUSTED, FOR_EVER);
    gate.refuse("DescribeWorkflowExecution", Status.Code.RESOURCE_EXHAUSTED, FOR_EVER);
    for (String command : List.of("sweep --wait", "rebuild gold --yes")) {
      Shell.Answer answer = shell.run((command + " --timeout 1").split(" "));

      assertThat(answer.exitCode()).as(answer.err()).isEqualTo(CommandFailure.UNREACHABLE);
      assertThat(answer.err()).contains("--timeout waits longer");
      assertThat(answer.err().lines().filter(line -> line.startsWith("scout:"))).hasSize(1);
    }
  }

  @Test
  void requestsAreSentAgainWhileTheServerIsBusy() throws Exception {
    gate.refuse("SignalWithStartWorkflowExecution", Status.Code.RESOURCE_EXHAUSTED, FOR_EVER);
    // At once, since each tries for a while.
    List<CompletableFuture<Shell.Answer>> commands =
        Stream.of("refresh --wait", "checks run", "discard " + key)
            .map(line -> command((line + " --timeout 1").split(" ")))
            .toList();
    for (CompletableFuture<Shell.Answer> command : commands) {
      assertThat(answer(command).exitCode()).as(answer(command).err()).isEqualTo(3);
    }
  }

  @Test
  void checksRunExitsOneIfACheckFails() throws Exception {
    int known = signals(WorkflowIds.LAYER_REFRESH).size();
    CompletableFuture<Shell.Answer> command = command("checks", "run");
    assertThat(input(nextSignal(WorkflowIds.LAYER_REFRESH, known)).get("checksOnly").asBoolean())
        .isTrue();
    database
        .owner()
        .useTransaction(
            handle -> {
              handle.execute(
                  "INSERT INTO scout.refreshes (refresh_id, finished_at, outcome) VALUES"
                      + " ('00000000-0000-7000-8000-000000000001', clock_timestamp(),"
                      + " 'succeeded')");
              handle.execute(
                  "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query,"
                      + " passed, message, executed_at)"
                      + " VALUES ('c', 'files', 'SELECT 1', false, 'no', clock_timestamp()),"
                      + " ('d', 'files', 'SELECT NULL', NULL, 'too early', clock_timestamp()),"
                      + " ('e', 'files', 'SELECT 1', false, 'long ago', now() - interval '1 day')");
            });

    assertThat(answer(command).exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(answer(command).out()).contains("no", "too early").doesNotContain("long ago");
    write("DELETE FROM scout.data_quality_checks WHERE check_name IN ('c', 'd', 'e')");
  }

  @Test
  void saysThatTemporalIsDown() {
    Map<String, String> wrong = new HashMap<>(database.settings());
    wrong.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    Shell.Answer answer = new Shell(wrong).run("refresh");

    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(CommandFailure.UNREACHABLE);
    assertThat(answer.err().lines()).hasSize(1);
  }
}
