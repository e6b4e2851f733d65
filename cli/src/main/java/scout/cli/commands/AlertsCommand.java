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
import scout.settings.SettingCatalog;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.operator.OperatorActionKind;
import scout.workflows.operator.OperatorLimits;

/** Lists the alerts that need a person, and says that somebody takes care of some. */
@Command(
    name = "alerts",
    description = {
      "List open alerts: what needs a person.",
      "'alerts ack ALERT' says that somebody takes care of it, 'alerts mute ALERT' keeps it quiet"
          + " for a while. ALERT is its number, or kind:subject."
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout alerts",
      "  ./scout alerts --all --json",
      "  ./scout alerts ack 17 --reason \"calling the shop\"",
      "  ./scout alerts mute device_silent:till-07 --hours 8"
    })
final class AlertsCommand extends ClientCommand {
  private static final Map<String, OperatorActionKind> ACTIONS =
      Map.of("ack", OperatorActionKind.ACKNOWLEDGE, "mute", OperatorActionKind.MUTE);

  /** The words that a shell may complete. */
  static final class ActionWords extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    ActionWords() {
      super(List.of("ack", "mute"));
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      completionCandidates = ActionWords.class,
      description = "ack or mute.")
  private String action;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "ALERT", description = "Which.")
  private List<String> alerts = List.of();

  @Option(names = "--all", description = "Also those that are over.")
  private boolean all;

  @Mixin private RowLimit limit;

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "Mute for so long, at most "
              + OperatorLimits.LONGEST_MUTE_HOURS
              + " (default: ${DEFAULT-VALUE}).")
  private int hours;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the audit keeps it.")
  private String reason;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who asks, for the audit (default: your login on this machine).")
  private String operator;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  @Mixin private WaitOptions waiting;

  AlertsCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (action != null) {
      checkUsage();
    }
    TargetStack stack = stack();
    try (ReadSide database = ReadSide.open(stack)) {
      if (action != null) {
        return act(stack, database);
      }
      List<AnswerRow> rows = database.rows("alerts", Map.of("all", all, "limit", limit.rows()));
      if (json) {
        json(rows);
      } else {
        table(rows, all ? "There never was an alert." : "No open alerts.");
      }
    }
    return 0;
  }

  private void checkUsage() {
    if (!ACTIONS.containsKey(action) || alerts.isEmpty()) {
      throw CommandFailure.wrongUsage(
          "'alerts' lists, 'alerts ack ALERT' and 'alerts mute ALERT' act; ALERT is a number of the"
              + " list, or kind:subject");
    }
    OperatorLimits.faultOfMute(hours)
        .or(() -> OperatorLimits.faultOfReason(reason))
        .ifPresent(
            fault -> {
              throw CommandFailure.wrongUsage(fault);
            });
  }

  private int act(TargetStack stack, ReadSide database) throws IOException, InterruptedException {
    OperatorActionKind kind = ACTIONS.get(action);
    CommandDeadline deadline = waiting.deadline();
    TemporalSettings settings =
        TemporalSettings.of(stack.settingsWith(SettingCatalog.TEMPORAL_ADDRESS));
    List<AnswerRow> outcomes = new ArrayList<>();
    try (TemporalConnection temporal = TemporalConnection.open(settings)) {
      AlertActions actions = new AlertActions(temporal.client(), operator, reason, hours);
      for (AnswerRow alert : OpenAlert.all(database, alerts)) {
        outcomes.add(actions.act(kind, alert, deadline));
      }
    }
    if (json) {
      json(outcomes);
    } else {
      table(outcomes, "");
    }
    boolean done = outcomes.stream().allMatch(row -> row.text("outcome").equals("done"));
    return done ? 0 : CommandFailure.FAILED;
  }
}
