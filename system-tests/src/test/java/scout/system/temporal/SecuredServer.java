package scout.system.temporal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import scout.local.home.FreePorts;
import scout.local.home.ServerCache;
import scout.local.home.ServerProcess;
import scout.local.home.StackHome;
import scout.local.temporal.InstalledServers;
import scout.local.temporal.RealServers;
import scout.system.tls.Certificates;

/** The real Temporal server with TLS between all its parts. */
final class SecuredServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> SERVICES =
      List.of("frontend", "internal-frontend", "history", "matching", "worker");

  private final ServerProcess process;
  private final int port;

  private SecuredServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it with its data in the folder.
   *
   * @param certificates hold {@code temporal.test} for the server
   * @param more environment, which says who is let in
   */
  static SecuredServer start(Path folder, Certificates certificates, Map<String, String> more)
      throws IOException, InterruptedException {
    InstalledServers installed = new InstalledServers(ServerCache.servers(System.getenv()));
    RealServers.assume(installed);
    StackHome home = new StackHome(folder);
    FreePorts ports = new FreePorts(home);
    Map<String, String> environment = environment(folder, ports);
    environment.put("TEMPORAL_TLS_FRONTEND_CERT", certificates.path("temporal.test.pem"));
    environment.put("TEMPORAL_TLS_FRONTEND_KEY", certificates.path("temporal.test.key"));
    environment.put("TEMPORAL_TLS_SERVER_CERT", certificates.path("temporal.test.pem"));
    environment.put("TEMPORAL_TLS_SERVER_KEY", certificates.path("temporal.test.key"));
    environment.put("TEMPORAL_TLS_SERVER_CA_CERT", certificates.path("ca.pem"));
    environment.put("TEMPORAL_TLS_FRONTEND_SERVER_NAME", "temporal.test");
    environment.put("TEMPORAL_TLS_INTERNODE_SERVER_NAME", "temporal.test");
    environment.putAll(more);
    List<String> command =
        new ArrayList<>(List.of(installed.find("temporal-server").orElseThrow().toString()));
    boolean authorizes = more.containsKey("TEMPORAL_AUTH_AUTHORIZER");
    if (!authorizes) {
      command.add("--allow-no-auth");
    }
    command.add("start");
    for (String service : SERVICES) {
      if (authorizes || !service.equals("internal-frontend")) {
        command.addAll(List.of("--service", service));
      }
    }
    ServerProcess process = ServerProcess.start(home, "temporal", command, environment);
    int port = ports.get("frontend");
    process.awaitReady(
        () -> new Socket(InetAddress.getLoopbackAddress(), port).close(), Duration.ofSeconds(60));
    return new SecuredServer(process, port);
  }

  private static Map<String, String> environment(Path folder, FreePorts ports) throws IOException {
    Path dynamicConfig = folder.resolve("dynamic-config.yaml");
    Files.writeString(dynamicConfig, "{}\n");
    Map<String, String> environment = new HashMap<>();
    environment.put("DB", "sqlite");
    environment.put("DBNAME", folder.resolve("temporal.db").toString());
    environment.put("VISIBILITY_DBNAME", folder.resolve("visibility.db").toString());
    environment.put("DYNAMIC_CONFIG_FILE_PATH", dynamicConfig.toString());
    environment.put("TEMPORAL_BROADCAST_ADDRESS", LOOPBACK);
    environment.put("BIND_ON_IP", LOOPBACK);
    environment.put("LOG_LEVEL", "warn");
    for (String service : SERVICES) {
      String name = service.replace('-', '_').toUpperCase(Locale.ROOT);
      environment.put(name + "_GRPC_PORT", Integer.toString(ports.get(service)));
      environment.put(
          name + "_MEMBERSHIP_PORT", Integer.toString(ports.get(service + "-membership")));
    }
    environment.put("FRONTEND_HTTP_PORT", Integer.toString(ports.get("temporal-http")));
    return environment;
  }

  String address() {
    return LOOPBACK + ":" + port;
  }

  @Override
  public void close() {
    process.close();
  }
}
