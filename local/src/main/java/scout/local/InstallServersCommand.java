package scout.local;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import scout.cli.commands.ClientCommands;
import scout.local.home.ServerCache;
import scout.local.temporal.InstalledServers;
import scout.local.temporal.ServerInstaller;

/** {@code ./scout install-servers}. */
@Command(
    name = "install-servers",
    description = "Put a real Temporal server, its Web UI and MinIO into your cache.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  ./scout install-servers"})
final class InstallServersCommand implements Callable<Integer> {
  private static final int UNREACHABLE = 3;

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  /**
   * @param environment the environment variables
   */
  InstallServersCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    InstalledServers servers = new InstalledServers(ServerCache.servers(environment));
    return new ServerInstaller(servers, spec.commandLine().getOut()).install() ? 0 : UNREACHABLE;
  }
}
