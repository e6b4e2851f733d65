package scout.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.testserver.TestServer;
import io.temporal.worker.WorkerFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.cli.terminal.CommandFailure;
import scout.schema.WatchedDatabase;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.TaskQueues;
import scout.workflows.models.ApplyProgress;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ApplyResult;
import scout.workflows.models.ApplyState;
import scout.workflows.models.ModelApply;
import scout.workflows.models.ModelFiles;
import scout.workflows.models.ModelPlan;
import scout.workflows.models.ModelTest;
import scout.workflows.models.PlanProblem;
import scout.workflows.models.PlanResult;
import scout.workflows.models.TablePlan;
import scout.workflows.models.TableSize;
import scout.workflows.models.TestOutcome;
import scout.workflows.models.TestResult;

/** What the commands send of a declaration, and how they show the answer. The worker is played. */
class ModelsCommandTest {
  private static final String WRONG = "wrong";

  @TempDir static Path folder;
  private static WatchedDatabase database;
  private static TestServer.PortBoundTestServer server;
  private static TemporalConnection temporal;
  private static WorkerFactory worker;
  private static Shell shell;

  @BeforeAll
  static void start() throws Exception {
    database = WatchedDatabase.start();
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    server = TestServer.createPortBoundServer(port, true);
    temporal = TemporalConnection.open(new TemporalSettings("127.0.0.1:" + port, "default"));
    worker = WorkerFactory.newInstance(temporal.client());
    worker
        .newWorker(TaskQueues.LAYERS)
        .registerWorkflowImplementationTypes(PlayedPlan.class, PlayedTest.class, PlayedApply.class);
    worker.start();
    Map<String, String> environment = new HashMap<>(database.settings());
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:" + port);
    environment.put("SCOUT_MODELS", folder.toString());
    environment.put("SCOUT_HOME", folder.resolve("home").toString());
    shell = new Shell(environment);
  }

  @AfterAll
  static void stop() throws Exception {
    worker.shutdownNow();
    worker.awaitTermination(10, TimeUnit.SECONDS);
    temporal.close();
    server.close();
    database.close();
  }

  @BeforeEach
  void declare() throws Exception {
    Files.writeString(folder.resolve("gold_a.sql"), "-- grain: a\nSELECT 1 AS a");
  }

  /** Refuses a folder with the word. */
  public static final class PlayedPlan implements ModelPlan {
    @Override
    public PlanResult run(ModelFiles files) {
      String text = files.texts().get("gold_a.sql");
      return text.contains(WRONG)
          ? new PlanResult(
              List.of(new PlanProblem("gold_a.sql", 2, "MODEL_SQL", "It is wrong.", "Fix it.")),
              List.of())
          : new PlanResult(
              List.of(),
              List.of(
                  new TablePlan(
                      "gold_a",
                      "model",
                      "rebuild",
                      List.of("The column b is gone."),
                      true,
                      List.of("a"),
                      List.of(),
                      List.of("silver_edge_transactions"),
                      List.of("gold_b"),
                      new TableSize(51, 1, 51, 51, 12, 12),
                      List.of("It is computed whole."))));
    }
  }

  /** One test passes, one fails. */
  public static final class PlayedTest implements ModelTest {
    @Override
    public TestResult run(ModelFiles files) {
      return new TestResult(
          List.of(),
          List.of(
              new TestOutcome("gold_a", "first", true, List.of()),
              new TestOutcome("gold_a", "second", false, List.of("missing: {a: 1}"))));
    }
  }

  /** Says what it was allowed. */
  public static final class PlayedApply implements ModelApply {
    @Override
    public ApplyResult run(ApplyRequest request, ApplyProgress progress) {
      return new ApplyResult(7, List.of("of " + request.losing()));
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public ApplyState state() {
      return new ApplyState("short", false);
    }
  }

  @Test
  void planShowsWhatChangesAndWhatIsLost() throws Exception {
    Shell.Answer plan = shell.run("models", "plan");
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains(
            "rebuild gold_a (loses rows or columns)",
            "The column b is gone.",
            "Read by gold_b.",
            "Nothing was changed; ./scout models apply does it.");
    JsonNode table =
        new ObjectMapper()
            .readTree(shell.run("models", "plan", "--json").out())
            .get("tables")
            .get(0);
    assertThat(table.get("size").get("build_millis").asInt()).isEqualTo(12);
  }

  @Test
  void aRefusedPlanIsAFailure() throws Exception {
    Files.writeString(folder.resolve("gold_a.sql"), WRONG);

    Shell.Answer plan = shell.run("models", "plan");
    assertThat(plan.exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(plan.out()).contains("gold_a.sql:2: It is wrong. Fix it. (MODEL_SQL)");
    assertThat(shell.run("models", "apply", "--yes").exitCode()).isEqualTo(CommandFailure.FAILED);
  }

  @Test
  void testsFailWithTheDifference() {
    Shell.Answer tests = shell.run("models", "test");

    assertThat(tests.exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(tests.out())
        .contains("passed gold_a: first", "FAILED gold_a: second", "  missing: {a: 1}");
  }

  @Test
  void applyAsksAndAllowsWhatThePlanHasShown() {
    assertThat(shell.run("models", "apply").err()).contains("--yes");

    Shell.Answer applied = shell.run("models", "apply", "--yes");
    assertThat(applied.exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(applied.out()).contains("of [gold_a]", "Declaration 7 is in force.");
  }

  @Test
  void statusSaysThatAPlanWaits() {
    assertThat(shell.run("status").out()).contains("a plan waits", "gold_a.sql");
  }
}
