package scout.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import scout.cli.commands.ClientCommands;
import scout.cli.commands.CommonOptions;

/** The client commands alone: the entry point of the image {@code cli}. */
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
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine main = new CommandLine(new Main());
    CommonOptions.addTo(main.getCommandSpec());
    ClientCommands.addTo(main, System.getenv());
    main.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    main.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    return main;
  }
}
