package scout.cli.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.cli.terminal.ProgressBar;
import scout.settings.SettingCatalog;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.refresh.RefreshRequest;

/** Lists the quality checks, or runs them. */
@Command(
    name = "checks",
    description = {
      "List the quality checks with their last result.",
      "'checks run' runs them now and exits 1 if one fails."
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  ./scout checks", "  ./scout checks run", "  ./scout checks --json"})
final class ChecksCommand extends ClientCommand {
  private static final String RUN = "run";

  /** The one word that a shell may complete. */
  static final class RunWord extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    RunWord() {
      super(List.of(RUN));
    }
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "run",
      completionCandidates = RunWord.class,
      description = "Run them now.")
  private String action;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  @Mixin private WaitOptions waiting;

  ChecksCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (action != null && !RUN.equals(action)) {
      throw CommandFailure.wrongUsage("'checks' lists, 'checks run' runs them; not " + action);
    }
    TargetStack stack = stack();
    try (ReadSide database = ReadSide.open(stack)) {
      List<AnswerRow> checks =
          action == null ? database.rows("checks", Map.of()) : run(stack, database);
      if (json) {
        json(checks);
      } else {
        table(checks, "There are no checks.");
      }
      boolean failed = checks.stream().anyMatch(check -> check.isFalse("passed"));
      return action != null && failed ? CommandFailure.FAILED : 0;
    }
  }

  private List<AnswerRow> run(TargetStack stack, ReadSide database) throws InterruptedException {
    TemporalSettings settings =
        TemporalSettings.of(stack.settingsWith(SettingCatalog.TEMPORAL_ADDRESS));
    try (TemporalConnection temporal = TemporalConnection.open(settings);
        ProgressBar progress = progress("Running the checks", 0, ProgressBar.Unit.NONE)) {
      RefreshWait wait = new RefreshWait(database, temporal.client(), waiting.deadline(progress));
      AnswerRow refresh =
          wait.next(new RefreshRequest("checks asked for by a person", true, true), database.now());
      return database.rows("check_results", Map.of("refresh_id", refresh.text("refresh_id")));
    }
  }
}
