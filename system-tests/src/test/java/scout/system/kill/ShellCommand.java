package scout.system.kill;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import scout.cli.commands.ClientCommands;

/** Runs client commands in this process, as somebody at a shell does who has these settings. */
final class ShellCommand {
  private final Map<String, String> environment;

  @Command(name = "scout")
  private static final class Main {}

  /** What a command answered. */
  record Answer(int exitCode, String out, String err) {}

  /**
   * @param home a folder where no stack runs
   */
  ShellCommand(Site site, Path home) {
    environment = new HashMap<>(site.settings());
    environment.put("SCOUT_HOME", home.toString());
  }

  /** Adds a setting. */
  ShellCommand with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs one, e.g. {@code sweep --wait}. */
  Answer run(String... arguments) {
    CommandLine main = new CommandLine(new Main());
    ClientCommands.addTo(main, environment);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    main.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = main.execute(arguments);
    return new Answer(exitCode, out.toString(), err.toString());
  }
}
