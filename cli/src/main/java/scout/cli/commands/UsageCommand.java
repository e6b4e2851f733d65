package scout.cli.commands;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import scout.cli.terminal.AnswerRow;

/** Shows who uses what, and when the disk is full. */
@Command(
    name = "usage",
    description = {
      "Say who uses what: devices, tables, roles, and how the database grows.",
      "The views scout.usage_devices, usage_tables, usage_roles and disk_growth have each day."
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  ./scout usage", "  ./scout usage --days 30 --json"})
final class UsageCommand extends ClientCommand {
  private static final Map<String, String> WITHOUT_ROWS =
      Map.of(
          "devices", "no files",
          "tables", "nothing counted",
          "roles", "not known: pg_stat_statements is not loaded, or has counted only once",
          "disk", "not known");

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "Over so many days, today among them (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many devices, those with most bytes (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  UsageCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException {
    Map<String, List<AnswerRow>> sections = new LinkedHashMap<>();
    try (ReadSide database = ReadSide.open(stack())) {
      sections.put("devices", database.rows("usage_devices", Map.of("days", days, "limit", limit)));
      sections.put("tables", database.rows("usage_tables", Map.of("days", days)));
      sections.put("roles", database.rows("usage_roles", Map.of("days", days)));
      sections.put("disk", database.rows("disk_growth", Map.of()));
    }
    if (json) {
      json(sections);
    } else {
      sections.forEach(this::section);
    }
    return 0;
  }

  private void section(String name, List<AnswerRow> rows) {
    say(
        ansi()
            .string("@|bold " + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "|@"));
    table(rows, WITHOUT_ROWS.get(name));
    say("");
  }
}
