package scout.cli.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
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

/** What all client commands have in common: the stack they talk to and how they speak. */
abstract class ClientCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  /**
   * @param environment the environment variables
   */
  ClientCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The stack that the environment and {@code run.json} name. */
  final TargetStack stack() throws IOException {
    return TargetStack.find(environment);
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** For what is said beside the answer, such as progress. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  final Ansi ansi() {
    return spec.commandLine().getColorScheme().ansi();
  }

  /** Shows how far long work has come; to be closed before the answer is given. */
  final ProgressBar progress(String what, long total, ProgressBar.Unit unit) {
    return new ProgressBar(err(), Terminal.draws(), what, total, unit);
  }

  /** A line of the answer. */
  final void say(String line) {
    out().println(line);
    out().flush();
  }

  /** A line beside the answer. */
  final void remark(String line) {
    err().println(line);
    err().flush();
  }

  /** Rows as a table, or the given words if there are none. */
  final void table(List<AnswerRow> rows, String none) {
    if (rows.isEmpty()) {
      say(none);
    }
    new TextTable(ansi()).lines(rows).forEach(this::say);
  }

  /** Any value as JSON; rows become objects, times ISO-8601 in UTC. */
  final void json(Object value) throws IOException {
    say(JSON.writeValueAsString(JsonValues.of(value)));
  }
}
