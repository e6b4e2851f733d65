package scout.cli.commands;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.settings.SettingCatalog;

/** Shows the state of the stack. */
@Command(
    name = "status",
    description = {
      "Say where things stand: the parts, the files, the layers, what needs a person.",
      "Exits 3 until every part is ready."
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  ./scout status", "  ./scout status --json"})
final class StatusCommand extends ClientCommand {
  private static final List<String> SECTIONS =
      List.of(
          "files_by_status",
          "layers",
          "oldest_unfinished",
          "last_sweep",
          "left_in_place",
          "last_refresh",
          "models_held",
          "silent_devices",
          "open_alerts",
          "undelivered_alerts",
          "new_payload_keys",
          "trouble");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  StatusCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException {
    TargetStack stack = stack();
    stack.settingsWith(SettingCatalog.DB_URL);
    Map<String, List<AnswerRow>> read = new LinkedHashMap<>();
    Map<String, List<AnswerRow>> sections = new LinkedHashMap<>();
    ModelFolder folder = new ModelFolder(stack.settings());
    boolean ready;
    try (ComponentStatus parts = ComponentStatus.of(stack)) {
      parts
          .readSide()
          .ifPresent(
              database -> {
                SECTIONS.forEach(section -> read.put(section, database.rows(section, Map.of())));
                read.put("declaration", folder.waiting(database));
              });
      sections.put("parts", parts.rows());
      sections.put("schedules", parts.schedules());
      ready = parts.ready();
    }
    sections.putAll(read);
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("ready", ready);
      all.putAll(sections);
      json(all);
    } else {
      sections.forEach(this::section);
    }
    return ready ? 0 : CommandFailure.UNREACHABLE;
  }

  private void section(String name, List<AnswerRow> rows) {
    String words = name.replace('_', ' ');
    say(
        ansi()
            .string(
                "@|bold " + Character.toUpperCase(words.charAt(0)) + words.substring(1) + "|@"));
    table(rows, "none");
    say("");
  }
}
