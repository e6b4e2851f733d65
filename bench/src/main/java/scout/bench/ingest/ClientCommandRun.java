package scout.bench.ingest;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import scout.cli.commands.ClientCommands;

/** Runs the client commands of {@code ./scout} in this process, and drops their output. */
@Command(name = "scout")
final class ClientCommandRun {
  private ClientCommandRun() {}

  /** Runs one; throws if its exit code is not 0. */
  static void run(Map<String, String> environment, String... words) {
    CommandLine line = new CommandLine(new ClientCommandRun());
    ClientCommands.addTo(line, environment);
    line.setOut(new PrintWriter(Writer.nullWriter()));
    int code = line.execute(words);
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", words) + " ended with " + code);
    }
  }
}
