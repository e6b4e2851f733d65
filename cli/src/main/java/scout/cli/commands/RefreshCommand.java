package scout.cli.commands;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.ProgressBar;
import scout.settings.SettingCatalog;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Refreshes;
import scout.workflows.refresh.RefreshRequest;

/** Requests a refresh of silver, gold and platinum. */
@Command(
    name = "refresh",
    description = "Bring silver, gold and platinum up to date now, and run the checks.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  ./scout refresh", "  ./scout refresh --wait --timeout 120"})
final class RefreshCommand extends ClientCommand {
  @Option(
      names = "--wait",
      description = "Return when every change made before the command is in all layers.")
  private boolean wait;

  @Option(names = "--json", description = "Print the refresh, or its workflow, as JSON.")
  private boolean json;

  @Mixin private WaitOptions waiting;

  RefreshCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TargetStack stack = stack();
    RefreshRequest request = new RefreshRequest("asked for by a person", true, false);
    TemporalSettings settings =
        TemporalSettings.of(stack.settingsWith(SettingCatalog.TEMPORAL_ADDRESS));
    try (TemporalConnection temporal = TemporalConnection.open(settings)) {
      if (!wait) {
        Refreshes.request(temporal.client(), request);
        if (json) {
          json(Map.of("workflow_id", WorkflowIds.LAYER_REFRESH));
        } else {
          say("A refresh was asked for; ./scout status shows how it went.");
        }
        return 0;
      }
      AnswerRow refresh = refresh(stack, temporal, request);
      if (json) {
        json(refresh);
      } else {
        table(List.of(refresh), "");
      }
    }
    return 0;
  }

  private AnswerRow refresh(TargetStack stack, TemporalConnection temporal, RefreshRequest request)
      throws InterruptedException {
    try (ReadSide database = ReadSide.open(stack);
        ProgressBar progress = progress("Refreshing", 0, ProgressBar.Unit.NONE)) {
      return new RefreshWait(database, temporal.client(), waiting.deadline(progress))
          .cover(request);
    }
  }
}
