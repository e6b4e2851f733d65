package scout.cli.commands;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scout.cli.terminal.AnswerRow;

/** Lists the alerts that need a person. */
@Command(
    name = "alerts",
    description = "List open alerts: what needs a person.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  ./scout alerts", "  ./scout alerts --all --json"})
final class AlertsCommand extends ClientCommand {
  @Option(names = "--all", description = "Also those that are over.")
  private boolean all;

  @Mixin private RowLimit limit;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  AlertsCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException {
    try (ReadSide database = ReadSide.open(stack())) {
      List<AnswerRow> alerts = database.rows("alerts", Map.of("all", all, "limit", limit.rows()));
      if (json) {
        json(alerts);
      } else {
        table(alerts, all ? "There never was an alert." : "No open alerts.");
      }
    }
    return 0;
  }
}
