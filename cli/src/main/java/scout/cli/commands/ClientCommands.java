package scout.starter.command;

import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** The client commands, to be added to the command line of {@code ./scout}. */
public final class ClientCommands {
  /** What goes above the examples of a command's help. */
  public static final String EXAMPLES = "%nExamples:%n";

  /** What changes something without a question. */
  private static final Set<Class<?>> UNASKED =
      Set.of(
          UploadCommand.class,
          SweepCommand.class,
          RefreshCommand.class,
          ChecksCommand.class,
          SimulateCommand.class);

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
      CommonOptions.addTo(line.getCommandSpec());
      if (UNASKED.contains(command.getClass())) {
        CommonOptions.addYesTo(line.getCommandSpec());
      }
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
        new VerifyCommand(environment),
        new EnvCommand(environment),
        new SimulateCommand(environment));
  }
}
