package scout.local;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import scout.cli.commands.ClientCommands;

/** {@code ./scout completion}. */
@Command(
    name = CompletionCommand.NAME,
    description = "Print a script by which bash and zsh complete commands and options.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  source <(./scout completion)"})
final class CompletionCommand implements Callable<Integer> {
  /** It tells of all commands. */
  static final String NAME = "completion";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("scout", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
