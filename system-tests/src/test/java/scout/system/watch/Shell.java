package scout.system.watch;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import scout.cli.commands.ClientCommands;
import scout.local.stack.LocalStack;

/** Runs client commands against a stack, as a person in a shell. */
final class Shell {
  /** What a command printed, and its exit code. */
  record Answer(int exitCode, String out, String err) {}

  private Shell() {}

  static Answer run(LocalStack stack, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(CommandSpec.create().name("scout"));
    ClientCommands.addTo(line, stack.environment());
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Answer(line.execute(words), out.toString(), err.toString());
  }
}
