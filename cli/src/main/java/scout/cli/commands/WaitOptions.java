package scout.cli.commands;

import java.time.Duration;
import picocli.CommandLine.Option;
import scout.cli.terminal.ProgressBar;

/** How long a command waits for its result. */
final class WaitOptions {
  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Give up waiting after so long (default: ${DEFAULT-VALUE}).")
  private int seconds;

  CommandDeadline deadline() {
    return new CommandDeadline(Duration.ofSeconds(seconds));
  }

  /** As above, with the awaited thing shown as progress. */
  CommandDeadline deadline(ProgressBar progress) {
    return new CommandDeadline(Duration.ofSeconds(seconds), progress::step);
  }
}
