package scout.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.JsonValues;
import scout.cli.terminal.ProgressBar;
import scout.cli.terminal.Terminal;
import scout.cli.terminal.TextTable;

/** The base of all client commands: the target stack and the output. */
abstract class ClientCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  /**
   * @param environment the environment variables
   */
  ClientCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The stack named by the environment and {@code run.json}. */
  final TargetStack stack() throws IOException {
    return TargetStack.find(environment);
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** The output for remarks beside the answer, such as progress. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  final Ansi ansi() {
    return spec.commandLine().getColorScheme().ansi();
  }

  /** Shows the progress of long work; close it before the answer. */
  final ProgressBar progress(String what, long total, ProgressBar.Unit unit) {
    return new ProgressBar(err(), Terminal.draws(), what, total, unit);
  }

  /** Prints a line of the answer. */
  final void say(String line) {
    out().println(line);
    out().flush();
  }

  /** Prints a line beside the answer. */
  final void remark(String line) {
    err().println(line);
    err().flush();
  }

  /** Prints rows as a table, or the given words if there are none. */
  final void table(List<AnswerRow> rows, String none) {
    if (rows.isEmpty()) {
      say(none);
    }
    new TextTable(ansi()).lines(rows).forEach(this::say);
  }

  /** Prints any value as JSON; rows become objects, times ISO-8601 in UTC. */
  final void json(Object value) throws IOException {
    say(JsonValues.write(value));
  }
}
