package scout.local.temporal;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import scout.workflows.run.ManyContract;

/** On the real server. It takes some minutes; docs/testing.md has the command. */
class Many extends ManyContract {
  @TempDir static Path folder;

  private LocalTemporal server;

  @Override
  protected String address() throws Exception {
    server = RealServers.start(folder);
    return server.address();
  }

  @Override
  protected Duration serverTime() {
    return ProcessHandle.of(server.processes().get("temporal"))
        .orElseThrow()
        .info()
        .totalCpuDuration()
        .orElseThrow();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }
}
