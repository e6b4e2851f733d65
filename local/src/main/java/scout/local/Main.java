package scout.local;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
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
    System.exit(commandLine().execute(args));
  }

  /** The command line with all commands. */
  public static CommandLine commandLine() {
    CommandLine main = new CommandLine(new Main());
    CommonOptions.addTo(main.getCommandSpec());
    for (Callable<Integer> command :
        List.of(
            new DemoCommand(),
            new UpCommand(),
            new WorkerCommand(),
            new StarterCommand(),
            new FitCommand(),
            new MigrateCommand(),
            new InstallServersCommand(),
            new CompletionCommand())) {
      add(main, command);
    }
    ServiceLoader.load(AddedCommand.class).forEach(command -> add(main, command));
    ClientCommands.addTo(main, System.getenv());
    main.setExecutionExceptionHandler(new ErrorLine(main.getExecutionExceptionHandler()));
    main.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    main.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    return main;
  }

  private static void add(CommandLine main, Callable<Integer> command) {
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
