package scout.cli.commands;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.cli.terminal.ProgressBar;
import scout.cli.terminal.Prompt;
import scout.settings.SettingCatalog;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Declarations;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ApplyResult;
import scout.workflows.models.ApplyState;
import scout.workflows.models.ModelFiles;
import scout.workflows.models.PlanResult;
import scout.workflows.models.TablePlan;
import scout.workflows.models.TestOutcome;
import scout.workflows.models.TestResult;

/** Lists declared tables; plans, tests and applies a declaration. */
@Command(
    name = "models",
    description = {
      "List the tables of silver, gold and platinum, your own among them.",
      "'models plan' shows what your declaration (SCOUT_MODELS) would change, 'models test' runs its"
          + " tests, 'models apply' puts it in force, 'models show TABLE' says what a table is."
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout models",
      "  SCOUT_MODELS=models ./scout models plan",
      "  SCOUT_MODELS=models ./scout models apply",
      "  ./scout models show gold_store_daily_summary"
    })
final class ModelsCommand extends ClientCommand {
  private static final List<String> DETAILS =
      List.of("model_details", "model_columns", "model_fields", "model_lineage", "model_checks");

  /** The words that a shell may complete. */
  static final class Actions extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Actions() {
      super(List.of("plan", "apply", "test", "show"));
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      completionCandidates = Actions.class,
      description = "plan, apply, test or show; without it they are listed.")
  private String action;

  @Parameters(index = "1", arity = "0..1", paramLabel = "TABLE", description = "The table to show.")
  private String table;

  @Option(names = "--yes", description = "Don't ask.")
  private boolean yes;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private WaitOptions waiting;

  ModelsCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (table != null && !"show".equals(action)) {
      throw CommandFailure.wrongUsage("Only 'models show' takes a table");
    }
    return switch (action == null ? "list" : action) {
      case "list" -> list();
      case "show" -> show();
      case "plan" -> plan();
      case "test" -> test();
      case "apply" -> apply();
      default ->
          throw CommandFailure.wrongUsage(
              "'models' lists; its actions are plan, apply, test and show; not " + action);
    };
  }

  private int list() throws IOException {
    try (ReadSide database = ReadSide.open(stack())) {
      Map<String, Object> all = new HashMap<>();
      all.put("table", null);
      List<AnswerRow> tables = database.rows("models", all);
      if (json) {
        json(tables);
      } else {
        table(tables, "There are no tables.");
      }
    }
    return 0;
  }

  private int show() throws IOException {
    if (table == null) {
      throw CommandFailure.wrongUsage("Say which table, for example models show gold_brand_daily");
    }
    String name = table.replaceFirst("^scout\\.", "");
    Map<String, List<AnswerRow>> sections = new LinkedHashMap<>();
    try (ReadSide database = ReadSide.open(stack())) {
      sections.put("models", database.rows("models", Map.of("table", name)));
      if (sections.get("models").isEmpty()) {
        throw CommandFailure.failed(
            "There is no table " + name + "; ./scout models lists those that there are");
      }
      DETAILS.forEach(each -> sections.put(each, database.rows(each, Map.of("table", name))));
    }
    if (json) {
      json(sections);
      return 0;
    }
    sections.forEach(
        (section, rows) -> {
          if (!rows.isEmpty()) {
            table(rows, "");
            say("");
          }
        });
    return 0;
  }

  private ModelFiles files() throws IOException {
    Map<String, String> texts = new ModelFolder(stack().settings()).texts();
    try {
      return new ModelFiles(texts);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.wrongUsage(e.getMessage() + "; move reference data to smaller files");
    }
  }

  private int plan() throws IOException, InterruptedException {
    PlanResult plan = planned(files());
    if (json) {
      json(PlanRows.json(plan));
    } else {
      new PlanRows(this::say, this::rows).print(plan);
      if (plan.tables().stream().anyMatch(TablePlan::changes)) {
        say("");
        say("Nothing was changed; ./scout models apply does it.");
      }
    }
    return plan.problems().isEmpty() ? 0 : CommandFailure.FAILED;
  }

  private PlanResult planned(ModelFiles files) throws IOException, InterruptedException {
    return asked(
        client -> Declarations.plan(client, UUID.randomUUID(), files), PlanResult.class, "plan");
  }

  private void rows(List<AnswerRow> rows) {
    table(rows, "");
  }

  private int test() throws IOException, InterruptedException {
    ModelFiles files = files();
    TestResult result =
        asked(
            client -> Declarations.test(client, UUID.randomUUID(), files),
            TestResult.class,
            "tests");
    boolean passed =
        result.problems().isEmpty() && result.tests().stream().allMatch(TestOutcome::passed);
    if (json) {
      json(PlanRows.json(result));
    } else {
      result.problems().forEach(problem -> say(problem.toString()));
      result.tests().forEach(this::say);
      if (result.problems().isEmpty() && result.tests().isEmpty()) {
        say("There are no tests; write one into TABLE.test.yaml.");
      }
    }
    return passed ? 0 : CommandFailure.FAILED;
  }

  private void say(TestOutcome test) {
    say((test.passed() ? "passed " : "FAILED ") + test.table() + ": " + test.name());
    test.differences().forEach(difference -> say("  " + difference));
  }

  private int apply() throws IOException, InterruptedException {
    ModelFiles files = files();
    PlanResult plan = planned(files);
    if (!json) {
      new PlanRows(this::say, this::rows).print(plan);
    }
    if (!plan.problems().isEmpty()) {
      if (json) {
        json(PlanRows.json(plan));
      }
      return CommandFailure.FAILED;
    }
    if (!yes && !Prompt.asked(question(plan))) {
      throw CommandFailure.failed("Nothing was changed");
    }
    ApplyRequest request =
        new ApplyRequest(files, System.getProperty("user.name", "unknown"), plan.losing());
    ApplyResult result =
        asked(
            client -> start(client, request),
            ApplyResult.class,
            "application",
            workflow ->
                new StepReport<>(workflow, ApplyState.class, ApplyState::step, this::remark));
    if (json) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("declaration_id", result.declarationId());
      values.put("held", result.held());
      json(values);
    } else {
      result.held().forEach(held -> say("can't be computed: " + held));
      say("Declaration " + result.declarationId() + " is in force.");
    }
    return result.held().isEmpty() ? 0 : CommandFailure.FAILED;
  }

  private static String question(PlanResult plan) {
    return plan.losing().isEmpty()
        ? "Apply this?"
        : "Apply this, and lose rows or columns of " + String.join(", ", plan.losing()) + "?";
  }

  private static WorkflowStub start(WorkflowClient client, ApplyRequest request) {
    try {
      return Declarations.apply(client, request);
    } catch (WorkflowExecutionAlreadyStarted running) {
      throw CommandFailure.failed(
          "A declaration is being applied already; its workflow is '"
              + WorkflowIds.MODELS_APPLY
              + "'. Try again when it has ended");
    }
  }

  private <R> R asked(Function<WorkflowClient, WorkflowStub> start, Class<R> type, String what)
      throws IOException, InterruptedException {
    return asked(start, type, what, workflow -> () -> {});
  }

  /**
   * @param look what is done now and then while the workflow runs
   */
  private <R> R asked(
      Function<WorkflowClient, WorkflowStub> start,
      Class<R> type,
      String what,
      Function<WorkflowStub, Runnable> look)
      throws IOException, InterruptedException {
    TemporalSettings settings =
        TemporalSettings.of(stack().settingsWith(SettingCatalog.TEMPORAL_ADDRESS));
    try (TemporalConnection temporal = TemporalConnection.open(settings);
        ProgressBar progress = progress("Waiting for the " + what, 0, ProgressBar.Unit.NONE)) {
      CommandDeadline deadline = waiting.deadline(progress);
      WorkflowStub workflow =
          deadline.call("Temporal to take the " + what, () -> start.apply(temporal.client()));
      return new WorkflowEnd(temporal.client(), workflow, deadline, "the " + what)
          .result(type, look.apply(workflow));
    } catch (WorkflowFailedException e) {
      throw WorkflowEnd.failed(what, e);
    }
  }
}
