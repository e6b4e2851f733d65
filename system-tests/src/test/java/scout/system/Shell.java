package scout.system;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import scout.local.Main;

/** Runs commands in this process, as somebody at a shell does who has these variables. */
public final class Shell {
  private final Map<String, String> environment;

  /**
   * What a command left behind.
   *
   * @param exitCode its exit code
   * @param out what it answered
   * @param err what it said beside
   */
  public record Answer(int exitCode, String out, String err) {}

  /**
   * @param environment the environment variables
   */
  public Shell(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The same with another variable. */
  public Shell with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Shell(more);
  }

  /** Runs one, e.g. {@code sweep --wait}. */
  public Answer run(String... words) {
    CommandLine line = Main.commandLine(environment);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = line.execute(words);
    return new Answer(exitCode, out.toString(), err.toString());
  }
}
