package scout.system.temporal;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import scout.workflows.impl.ManyContract;

/** On the real server. It takes some minutes; docs/testing.md has the command. */
class Many extends ManyContract {
  @TempDir static Path folder;

  @RegisterExtension static final RealTemporal SERVER = new RealTemporal();

  @Override
  protected String address() throws Exception {
    return SERVER.address(folder);
  }

  @Override
  protected Duration serverTime() {
    return SERVER.processorTime();
  }
}
