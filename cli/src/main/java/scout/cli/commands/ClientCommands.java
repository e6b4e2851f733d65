package scout.cli.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;

/** The client commands, to be added to the command line of a program. */
public final class ClientCommands {
  /** The heading of the examples in a command's help. */
  public static final String EXAMPLES = "%nExamples:%n";

  private static final List<String> NAMES =
      List.of(
          "upload",
          "sweep",
          "refresh",
          "status",
          "files",
          "file",
          "reprocess",
          "discard",
          "rebuild",
          "models",
          "checks",
          "alerts",
          "usage",
          "verify",
          "env",
          "user",
          "simulate");

  /** Commands that change something without a question. */
  private static final Set<String> UNASKED =
      Set.of("upload", "sweep", "refresh", "checks", "alerts", "simulate");

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
    for (String name : NAMES) {
      if (!wanted.test(name)) {
        continue;
      }
      CommandLine line = new CommandLine(command(name, environment));
      CommonOptions.addTo(line.getCommandSpec());
      if (UNASKED.contains(name)) {
        CommonOptions.addYesTo(line.getCommandSpec());
      }
      main.addSubcommand(name, line);
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

  /** Makes one alone: a run needs one of them, and to load the others takes long. */
  private static ClientCommand command(String name, Map<String, String> environment) {
    return switch (name) {
      case "upload" -> new UploadCommand(environment);
      case "sweep" -> new SweepCommand(environment);
      case "refresh" -> new RefreshCommand(environment);
      case "status" -> new StatusCommand(environment);
      case "files" -> new FilesCommand(environment);
      case "file" -> new FileCommand(environment);
      case "reprocess" -> new ReprocessCommand(environment);
      case "discard" -> new DiscardCommand(environment);
      case "rebuild" -> new RebuildCommand(environment);
      case "models" -> new ModelsCommand(environment);
      case "checks" -> new ChecksCommand(environment);
      case "alerts" -> new AlertsCommand(environment);
      case "usage" -> new UsageCommand(environment);
      case "verify" -> new VerifyCommand(environment);
      case "env" -> new EnvCommand(environment);
      case "user" -> new UserCommand(environment);
      case "simulate" -> new SimulateCommand(environment);
      default -> throw new IllegalArgumentException("There is no command " + name);
    };
  }
}
