package scout.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./scout worker}. */
@Command(
    name = "worker",
    description = "Run a worker alone; database, storage and Temporal come from the settings.")
final class WorkerCommand implements Callable<Integer> {
  @Override
  public Integer call() throws InterruptedException {
    LogTarget.console();
    return Application.run(scout.worker.WorkerApplication.start(System.getenv()));
  }
}
