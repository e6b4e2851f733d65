package scout.system.temporal;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import scout.workflows.impl.JourneyTimingContract;

/** On the real server. */
class RealJourneyTiming extends JourneyTimingContract {
  @TempDir(factory = MemoryFolder.class)
  static Path folder;

  @RegisterExtension static final RealTemporal SERVER = new RealTemporal();

  @Override
  protected String address() throws Exception {
    return SERVER.address(folder);
  }
}
