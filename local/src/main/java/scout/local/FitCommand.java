package scout.local;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import scout.cli.commands.ClientCommands;
import scout.cli.terminal.JsonValues;
import scout.local.fit.FitPages;
import scout.local.fit.FitRun;

/** {@code ./scout fit}. */
@Command(
    name = "fit",
    description = {
      "Look at files, and propose the settings by which they are read.",
      "Reads at most the first 32 MiB of a file and tries at most 10,000 records; changes nothing."
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout fit samples/till-01/2025-03-14.json",
      "  ./scout fit scout/v1/bronze/till-01/a.csv scout/v1/bronze/till-02/a.csv --json"
    })
final class FitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|KEY",
      arity = "1..*",
      description = "Files, folders, or full object keys. All of them get one proposal.")
  private List<String> names;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    FitPages found = new FitRun(System.getenv()).look(names, err::println);
    if (json) {
      out.println(JsonValues.write(found.values()));
    } else {
      found.lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }
}
