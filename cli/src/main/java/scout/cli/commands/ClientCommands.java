package scout.cli.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The client commands, to be added to the command line of a program. */
public final class ClientCommands {
  /** The heading of the examples in a command's help. */
  public static final String EXAMPLES = "%nExamples:%n";

  /** Commands that change something without a question. */
  private static final Set<Class<?>> UNASKED =
      Set.of(
          UploadCommand.class,
          SweepCommand.class,
          RefreshCommand.class,
          ChecksCommand.class,
          AlertsCommand.class,
          SimulateCommand.class);

  private ClientCommands() {}

  /**
   * Adds every client command, and the handler that turns any command's failure into one line and
   * an exit code. The help explains the codes.
   *
   * @param main the program's command line
   * @param environment the environment variables; they override the settings in {@code run.json}
   */
  public static void addTo(CommandLine main, Map<String, String> environment) {
    addTo(main, environment, name -> true);
  }

  /**
   * The same with some of the commands.
   *
   * @param wanted true for the names of those
   */
  public static void addTo(
      CommandLine main, Map<String, String> environment, Predicate<String> wanted) {
    for (ClientCommand command : all(environment)) {
      if (!wanted.test(command.getClass().getAnnotation(Command.class).name())) {
        continue;
      }
      CommandLine line = new CommandLine(command);
      CommonOptions.addTo(line.getCommandSpec());
      if (UNASKED.contains(command.getClass())) {
        CommonOptions.addYesTo(line.getCommandSpec());
      }
      main.addSubcommand(line);
    }
    main.setExecutionExceptionHandler(new CommandFailures());
    main.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes());
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "done");
    codes.put("1", "failed: tried, and it did not succeed or something does not add up");
    codes.put("2", "wrong usage or a setting that is missing or wrong");
    codes.put("3", "something that is needed can't be reached");
    return codes;
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
        new ModelsCommand(environment),
        new ChecksCommand(environment),
        new AlertsCommand(environment),
        new UsageCommand(environment),
        new VerifyCommand(environment),
        new EnvCommand(environment),
        new UserCommand(environment),
        new SimulateCommand(environment));
  }
}
