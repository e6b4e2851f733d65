package scout.system.temporal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import scout.local.temporal.LocalTemporal;
import scout.local.temporal.RealServers;

/** The real server of a test class: begins when it is first asked for, ends after the last test. */
final class RealTemporal implements AfterAllCallback {
  private LocalTemporal server;

  /** Where it listens; its data is in the folder. Skips the test as {@link RealServers} says. */
  String address(Path folder) throws IOException, InterruptedException {
    if (server == null) {
      server = RealServers.start(folder);
    }
    return server.address();
  }

  /** The processor time that it has used. */
  Duration processorTime() {
    return ProcessHandle.of(server.processes().get("temporal"))
        .orElseThrow()
        .info()
        .totalCpuDuration()
        .orElseThrow();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (server != null) {
      server.close();
    }
  }
}
