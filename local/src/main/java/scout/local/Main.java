package scout.local;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import scout.cli.commands.ClientCommands;
import scout.cli.commands.CommonOptions;

/** The entry point behind {@code ./scout}. */
@Command(
    name = "scout",
    description = "Turns the files that edge devices upload into trusted tables.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  ./scout demo", "  ./scout up", "  ./scout status", "  ./scout upload --help"})
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs one command; ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLineFor(args).execute(args));
  }

  /** The command line with all commands. */
  public static CommandLine commandLine() {
    return commandLine(System.getenv());
  }

  /**
   * The command line with all commands, as if in a shell with these variables.
   *
   * @param environment the environment variables
   */
  public static CommandLine commandLine(Map<String, String> environment) {
    return commandLine(environment, name -> true);
  }

  /** The command line with the command that these words begin with, or else with all. */
  static CommandLine commandLineFor(String... args) {
    boolean alone = args.length > 0 && !args[0].equals(CompletionCommand.NAME);
    CommandLine one = alone ? commandLine(System.getenv(), args[0]::equals) : null;
    return one == null || one.getSubcommands().isEmpty() ? commandLine() : one;
  }

  /** To build the model of a command takes time, and a run needs one of thirty. */
  private static CommandLine commandLine(
      Map<String, String> environment, Predicate<String> wanted) {
    CommandLine main = new CommandLine(new Main());
    CommonOptions.addTo(main.getCommandSpec());
    for (Callable<Integer> command :
        List.of(
            new DemoCommand(environment),
            new UpCommand(environment),
            new WorkerCommand(environment),
            new StarterCommand(environment),
            new FitCommand(environment),
            new MigrateCommand(environment),
            new InstallServersCommand(environment),
            new CompletionCommand())) {
      add(main, command, wanted);
    }
    ServiceLoader.load(AddedCommand.class).forEach(command -> add(main, command, wanted));
    ClientCommands.addTo(main, environment, wanted);
    main.setExecutionExceptionHandler(new ErrorLine(main.getExecutionExceptionHandler()));
    main.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    main.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    return main;
  }

  private static void add(CommandLine main, Callable<Integer> command, Predicate<String> wanted) {
    if (!wanted.test(command.getClass().getAnnotation(Command.class).name())) {
      return;
    }
    CommandLine line = new CommandLine(command);
    CommonOptions.addTo(line.getCommandSpec());
    if (command instanceof MigrateCommand || command instanceof InstallServersCommand) {
      CommonOptions.addYesTo(line.getCommandSpec());
    }
    main.addSubcommand(line);
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
