package scout.local.temporal;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import scout.workflows.run.ChangedWorkerContract;

/** On the real server. */
class RealChangedWorkerTest extends ChangedWorkerContract {
  @TempDir static Path folder;

  private LocalTemporal server;

  @Override
  protected String address() throws Exception {
    server = RealServers.start(folder);
    return server.address();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }
}
