package scout.starter.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The client commands, to be added to the command line of {@code ./scout}. */
public final class ClientCommands {
  private ClientCommands() {}

  /**
   * Adds every client command, and the handler that turns what goes wrong in any command into one
   * line and an exit code (0 done, 1 failed, 2 wrong usage, 3 something needed is unreachable).
   *
   * @param main the command line of {@code ./scout}
   * @param environment the environment variables; they go before the settings in {@code run.json}
   */
  public static void addTo(CommandLine main, Map<String, String> environment) {
    for (ClientCommand command : all(environment)) {
      CommandLine line = new CommandLine(command);
      line.getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Show this help.")
                  .build())
          .addOption(
              OptionSpec.builder("--verbose")
                  .type(boolean.class)
                  .description("Show where an error came from.")
                  .build());
      main.addSubcommand(line);
    }
    main.setExecutionExceptionHandler(new Failures());
  }

  private static List<ClientCommand> all(Map<String, String> environment) {
    return List.of(
        new UploadCommand(environment),
        new SweepCommand(environment),
        new RefreshCommand(environment),
        new StatusCommand(environment),
        new FilesCommand(environment),
        new FileCommand(environment),
        new ReprocessCommand(environment),
        new DiscardCommand(environment),
        new RebuildCommand(environment),
        new ChecksCommand(environment),
        new AlertsCommand(environment),
        new EnvCommand(environment),
        new SimulateCommand(environment));
  }
}
