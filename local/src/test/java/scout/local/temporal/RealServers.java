package scout.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import scout.local.home.Cache;
import scout.local.home.Home;
import scout.local.home.Ports;

/** Says whether tests on the real Temporal server can run here; on a CI machine they must. */
public final class RealServers {
  private RealServers() {}

  /**
   * Starts the real server with its data in a folder; see {@link #assume} for where there is none.
   */
  public static LocalTemporal start(Path folder) throws IOException, InterruptedException {
    Home home = new Home(folder);
    InstalledServers installed = new InstalledServers(Cache.servers(System.getenv()));
    assume(installed);
    return new TemporalChoice(home, new Ports(home), installed, "default")
        .startInstalled()
        .orElseThrow();
  }

  /** Skips the test with a reason if the servers aren't installed, and fails if {@code CI=true}. */
  public static void assume(InstalledServers installed) {
    boolean there =
        installed.find("temporal-server").isPresent()
            && installed.find("temporal-ui-server").isPresent();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there)
          .as("the real Temporal server in %s; .ci/run installs it", installed.bin())
          .isTrue();
    }
    assumeTrue(
        there,
        "The real Temporal server isn't installed; run ./scout install-servers to test with it");
  }
}
