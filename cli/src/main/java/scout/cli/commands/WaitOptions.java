package scout.cli.commands;

import java.time.Duration;
import picocli.CommandLine.Option;
import scout.cli.terminal.Progress;

/** How long a command waits for what it asked for. */
final class WaitOptions {
  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Give up waiting after so long (default: ${DEFAULT-VALUE}).")
  private int seconds;

  Deadline deadline() {
    return new Deadline(Duration.ofSeconds(seconds));
  }

  /** As above; what is waited for is shown as progress. */
  Deadline deadline(Progress progress) {
    return new Deadline(Duration.ofSeconds(seconds), progress::step);
  }
}
