package scout.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import scout.cli.commands.ClientCommands;
import scout.cli.commands.CommonOptions;

/**
 * The client commands alone: the entry point of the image {@code cli}, and of {@code ./scout} for
 * these commands.
 */
@Command(
    name = "scout",
    description = {
      "Asks a Scout that runs elsewhere, and steers it.",
      "Where it is, the settings in the environment say: SCOUT_DB_…, TEMPORAL_…, SCOUT_S3_…"
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  docker compose run --rm cli status",
      "  docker compose run --rm cli sweep --wait",
      "  docker compose run --rm cli files --help"
    })
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(commandLineFor(args).execute(args));
  }

  /** The command line with the command that these words begin with, or else with all. */
  static CommandLine commandLineFor(String... args) {
    CommandLine one = args.length > 0 ? commandLine(args[0]::equals) : null;
    return one == null || one.getSubcommands().isEmpty() ? commandLine(name -> true) : one;
  }

  /** To build the model of a command takes time, and a run needs one of them. */
  private static CommandLine commandLine(Predicate<String> wanted) {
    CommandLine main = new CommandLine(new Main());
    CommonOptions.addTo(main.getCommandSpec());
    ClientCommands.addTo(main, System.getenv(), wanted);
    main.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    main.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    return main;
  }
}
