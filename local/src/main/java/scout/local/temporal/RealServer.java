package scout.local.temporal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import scout.local.home.FreePorts;
import scout.local.home.ServerProcess;
import scout.local.home.StackHome;

/** The real Temporal server and its Web UI, as {@code ./scout install-servers} built them. */
final class RealServer {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> SERVICES = List.of("FRONTEND", "MATCHING", "HISTORY", "WORKER");

  /**
   * A stopping worker cancels its waiting polls. Otherwise the server gives it tasks, and only a
   * missing heartbeat moves them to another worker.
   */
  private static final String DYNAMIC_CONFIG =
      """
      frontend.enableCancelWorkerPollsOnShutdown:
        - value: true
      """;

  private final StackHome home;
  private final FreePorts ports;
  private final NamespacePlan namespace;

  RealServer(StackHome home, FreePorts ports, NamespacePlan namespace) {
    this.home = home;
    this.ports = ports;
    this.namespace = namespace;
  }

  /**
   * Starts the server with its data in the home, and the UI if installed.
   *
   * @param ui may be empty
   */
  LocalTemporal start(Path server, Optional<Path> ui) throws IOException, InterruptedException {
    Path data = home.folder("temporal");
    String address = LOOPBACK + ":" + ports.get("temporal");
    ServerProcess temporal =
        ServerProcess.start(
            home,
            "temporal",
            List.of(server.toString(), "--allow-no-auth", "start"),
            environment(data));
    try {
      temporal.awaitReady(() -> new NamespaceSetup(address, namespace).run(), LIMIT);
      if (ui.isEmpty()) {
        return temporal(address, temporal);
      }
      return withUi(address, temporal, ui.get());
    } catch (RuntimeException | IOException | InterruptedException e) {
      temporal.close();
      throw e;
    }
  }

  private Map<String, String> environment(Path data) throws IOException {
    Path dynamicConfig = data.resolve("dynamic-config.yaml");
    Files.writeString(dynamicConfig, DYNAMIC_CONFIG);
    Map<String, String> environment = new HashMap<>();
    environment.put("DB", "sqlite");
    environment.put("DBNAME", data.resolve("temporal.db").toString());
    environment.put("VISIBILITY_DBNAME", data.resolve("visibility.db").toString());
    environment.put("DYNAMIC_CONFIG_FILE_PATH", dynamicConfig.toString());
    environment.put("TEMPORAL_BROADCAST_ADDRESS", LOOPBACK);
    environment.put("BIND_ON_IP", LOOPBACK);
    environment.put("LOG_LEVEL", "warn");
    for (String service : SERVICES) {
      String port = "FRONTEND".equals(service) ? "temporal" : "temporal-" + service;
      environment.put(service + "_GRPC_PORT", Integer.toString(ports.get(port)));
      environment.put(
          service + "_MEMBERSHIP_PORT", Integer.toString(ports.get(port + "-membership")));
    }
    environment.put("FRONTEND_HTTP_PORT", Integer.toString(ports.get("temporal-http")));
    return environment;
  }

  private LocalTemporal temporal(String address, ServerProcess temporal) {
    return new LocalTemporal(
        address,
        namespace.name(),
        Optional.empty(),
        "the installed Temporal server",
        List.of(),
        List.of(temporal),
        temporal::close);
  }

  private LocalTemporal withUi(String address, ServerProcess temporal, Path program)
      throws IOException, InterruptedException {
    int port = ports.get("temporal-ui");
    Path config = home.folder("temporal").resolve("ui");
    Files.createDirectories(config);
    Files.writeString(
        config.resolve("scout.yaml"),
        """
        temporalGrpcAddress: %s
        host: %s
        port: %d
        enableUi: true
        disableNewsFetch: true
        defaultNamespace: %s
        cors:
          cookieInsecure: true
        """
            .formatted(address, LOOPBACK, port, namespace.name()));
    ServerProcess ui =
        ServerProcess.start(
            home,
            "temporal-ui",
            List.of(
                program.toString(),
                "--root",
                config.getParent().toString(),
                "--config",
                "ui",
                "--env",
                "scout",
                "start"),
            Map.of());
    try {
      ui.awaitReady(() -> connect(port), LIMIT);
    } catch (RuntimeException | InterruptedException e) {
      ui.close();
      throw e;
    }
    return new LocalTemporal(
        address,
        namespace.name(),
        Optional.of("http://" + LOOPBACK + ":" + port),
        "the installed Temporal server with its Web UI",
        List.of(),
        List.of(temporal, ui),
        () -> {
          ui.close();
          temporal.close();
        });
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }
}
