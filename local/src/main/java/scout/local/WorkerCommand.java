package scout.local;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import scout.cli.commands.ClientCommands;

/** {@code ./scout worker}. */
@Command(
    name = "worker",
    description = "Run a worker alone; database, storage and Temporal come from the settings.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  TEMPORAL_ADDRESS=temporal:7233 ./scout worker"})
final class WorkerCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  /**
   * @param environment the environment variables
   */
  WorkerCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    LogTarget.console();
    return RunningApplication.run(scout.worker.WorkerApplication.start(environment));
  }
}
