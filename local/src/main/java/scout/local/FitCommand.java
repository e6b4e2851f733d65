package scout.local;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
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
      "Reads at most the first 32 MiB of a file and tries at most 10,000 records; changes nothing.",
      "With --write it writes a declaration for 'models plan': where Scout's fields are, a column for"
          + " each other value, and a table for each list."
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout fit samples/till-01/2025-03-14.json",
      "  ./scout fit scout/v1/bronze/till-01/a.csv scout/v1/bronze/till-02/a.csv --json",
      "  SCOUT_MODELS=my-models ./scout fit --write samples/till-01/2025-03-14.json"
    })
final class FitCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|KEY",
      arity = "1..*",
      description = "Files, folders, or full object keys. All of them get one proposal.")
  private List<String> names;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--write",
      description =
          "Write edge_transactions.yaml into the folder of SCOUT_MODELS, or into my-models; a file"
              + " that is there stays.")
  private boolean write;

  /**
   * @param environment the environment variables
   */
  FitCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    FitRun run = new FitRun(environment);
    if (write) {
      run.requireNoDeclaration();
    }
    FitPages found = run.look(names, err::println);
    if (json) {
      out.println(JsonValues.write(found.values()));
    } else {
      found.lines().forEach(out::println);
    }
    if (write) {
      run.writeDeclaration(found).forEach(json ? err::println : out::println);
    }
    out.flush();
    return 0;
  }
}
