package scout.local;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import scout.cli.commands.ClientCommands;

/** {@code ./scout starter}. */
@Command(
    name = "starter",
    description = "Run a starter alone; database, storage and Temporal come from the settings.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  TEMPORAL_ADDRESS=temporal:7233 ./scout starter"})
final class StarterCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  /**
   * @param environment the environment variables
   */
  StarterCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    LogTarget.console();
    return RunningApplication.run(scout.starter.StarterApplication.start(environment));
  }
}
