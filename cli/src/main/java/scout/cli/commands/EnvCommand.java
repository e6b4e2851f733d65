package scout.cli.commands;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import scout.cli.terminal.CommandFailure;
import scout.settings.SettingCatalog;

/** Prints the running stack's settings for a shell. */
@Command(
    name = "env",
    description = "Print the running stack's settings as shell lines, for: eval \"$(./scout env)\"",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  eval \"$(./scout env)\"; psql \"$DATABASE_URL\"", "  ./scout env --json"})
final class EnvCommand extends ClientCommand {
  private static final List<String> NAMES =
      List.of(
          "DATABASE_URL",
          SettingCatalog.DB_URL.name(),
          SettingCatalog.DB_USER.name(),
          SettingCatalog.DB_PASSWORD.name(),
          SettingCatalog.S3_ENDPOINT.name(),
          SettingCatalog.S3_REGION.name(),
          SettingCatalog.S3_BUCKET.name(),
          SettingCatalog.S3_PREFIX.name(),
          SettingCatalog.S3_ACCESS_KEY.name(),
          SettingCatalog.S3_SECRET_KEY.name(),
          SettingCatalog.DEVICE_ACCESS_KEY.name(),
          SettingCatalog.DEVICE_SECRET_KEY.name(),
          SettingCatalog.TEMPORAL_ADDRESS.name(),
          SettingCatalog.TEMPORAL_NAMESPACE.name(),
          SettingCatalog.TEMPORAL_UI_URL.name(),
          SettingCatalog.URL.name(),
          SettingCatalog.WEBHOOK_TOKEN.name());

  @Option(names = "--json", description = "Print one JSON object instead.")
  private boolean json;

  EnvCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException {
    TargetStack stack = stack();
    stack
        .problem()
        .ifPresent(
            problem -> {
              throw CommandFailure.unreachable(
                  problem + "; ./scout up starts one, this command then tells its settings", null);
            });
    Map<String, String> values = values(stack.runFile().orElseThrow());
    if (json) {
      json(values);
    } else {
      values.forEach((name, value) -> say("export " + name + "=" + quoted(value)));
    }
    return 0;
  }

  private static Map<String, String> values(RunFile run) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : NAMES) {
      // A credential in a file may be renewed there, so the file is printed.
      for (String given : List.of(name, name + "_FILE")) {
        String value = run.environment().get(given);
        if (value != null) {
          values.put(given, value);
        }
      }
    }
    return values;
  }

  /** Quotes any value as one word of a POSIX shell. */
  static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
