package scout.system.compose;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a health check. */
final class Probe {
  private static final long LIMIT_SECONDS = 10;

  private Probe() {}

  /** True if the command ends with 0 soon. */
  static boolean succeeds(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return false;
    }
    return process.exitValue() == 0;
  }
}
