package scout.cli.commands;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs a client command as {@code ./scout} does and keeps what it said. */
final class Shell {
  private final Map<String, String> environment;

  Shell(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * What a command left behind.
   *
   * @param exitCode its exit code
   * @param out what it answered
   * @param err what it said beside
   */
  record Answer(int exitCode, String out, String err) {}

  Answer run(String... arguments) {
    CommandLine main = new CommandLine(new Main());
    ClientCommands.addTo(main, environment);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    main.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = main.execute(arguments);
    return new Answer(exitCode, out.toString(), err.toString());
  }

  @Command(name = "scout")
  private static final class Main {}
}
