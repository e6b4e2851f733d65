package scout.local.temporal;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import scout.workflows.run.PriorityContract;

/** On the real server. */
class RealPriorityTest extends PriorityContract {
  @TempDir static Path folder;

  private LocalTemporal server;

  @Override
  protected String address() throws Exception {
    server = RealServers.start(folder);
    return server.address();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }
}
