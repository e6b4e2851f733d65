package scout.local;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import scout.starter.command.ClientCommands;

/** The entry point behind {@code ./scout}. */
@Command(
    name = "scout",
    description = "Turns the files that edge devices upload into trusted tables.")
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs one command; ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine main = new CommandLine(new Main());
    addCommonOptions(main.getCommandSpec());
    for (Callable<Integer> command :
        List.of(
            new DemoCommand(),
            new UpCommand(),
            new WorkerCommand(),
            new StarterCommand(),
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
    addCommonOptions(line.getCommandSpec());
    main.addSubcommand(line);
  }

  private static void addCommonOptions(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    command.addOption(
        OptionSpec.builder("--verbose")
            .type(boolean.class)
            .description("Show where an error came from.")
            .build());
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
