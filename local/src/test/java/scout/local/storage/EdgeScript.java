package scout.local.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import scout.local.home.PathPrograms;

/**
 * {@code edge/scout-upload}, for the device till-1 of the embedded bucket.
 *
 * @param outbox the folder whose files it uploads
 */
record EdgeScript(Path outbox) {
  /** How it ended, and what it said. */
  record Run(int exit, String output) {}

  /** Ends the test where the programs are missing, but for the build that must have them. */
  static void assumeItRuns() {
    boolean there = PathPrograms.find("curl").isPresent() && PathPrograms.find("sh").isPresent();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as("curl and sh on the PATH").isTrue();
    }
    assumeTrue(there, "curl isn't installed; install it to test the device's uploader");
  }

  /** Uploads what lies there now. */
  Run once(URI endpoint) throws IOException, InterruptedException {
    return run(endpoint, Map.of(), "--once");
  }

  Run run(URI endpoint, Map<String, String> changed, String... arguments)
      throws IOException, InterruptedException {
    Process process = process(endpoint, changed, arguments).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output);
  }

  /**
   * @param changed settings in place of the right ones
   */
  ProcessBuilder process(URI endpoint, Map<String, String> changed, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", script().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(outbox.getParent().toFile());
    Map<String, String> environment = builder.environment();
    environment.put("SCOUT_S3_ENDPOINT", endpoint.toString());
    environment.put("SCOUT_DEVICE_ACCESS_KEY", LocalBucket.DEVICE.accessKey());
    environment.put("SCOUT_DEVICE_SECRET_KEY", LocalBucket.DEVICE.secretKey());
    environment.put("SCOUT_DEVICE_ID", "till-1");
    environment.put("SCOUT_OUTBOX", outbox.toString());
    environment.put("SCOUT_SETTLE_SECONDS", "0");
    environment.putAll(changed);
    return builder;
  }

  private static Path script() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("edge/scout-upload"))) {
      here = here.getParent();
    }
    return here.resolve("edge/scout-upload");
  }
}
