package scout.local.temporal;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.SearchAttributeKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import scout.local.home.FreePorts;
import scout.local.home.ServerProcess;
import scout.local.home.StackHome;
import scout.workflows.SearchAttributes;

/** The server inside the Temporal CLI, with its Web UI and a database file in the home. */
final class CliServer {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final StackHome home;
  private final FreePorts ports;
  private final NamespacePlan namespace;

  CliServer(StackHome home, FreePorts ports, NamespacePlan namespace) {
    this.home = home;
    this.ports = ports;
    this.namespace = namespace;
  }

  LocalTemporal start(Path cli, String description) throws IOException, InterruptedException {
    int port = ports.get("temporal");
    int uiPort = ports.get("temporal-ui");
    String address = "127.0.0.1:" + port;
    ServerProcess server =
        ServerProcess.start(home, "temporal", command(cli, port, uiPort), Map.of());
    try {
      server.awaitReady(() -> new NamespaceSetup(address, namespace).run(), LIMIT);
    } catch (RuntimeException | InterruptedException e) {
      server.close();
      throw e;
    }
    return new LocalTemporal(
        address,
        namespace.name(),
        Optional.of("http://127.0.0.1:" + uiPort),
        description,
        List.of(),
        List.of(server),
        server::close);
  }

  private List<String> command(Path cli, int port, int uiPort) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                cli.toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--http-port",
                Integer.toString(ports.get("temporal-http")),
                "--metrics-port",
                Integer.toString(ports.get("temporal-metrics")),
                "--namespace",
                namespace.name(),
                "--db-filename",
                home.folder("temporal").resolve("dev-server.db").toString(),
                "--dynamic-config-value",
                // a stopping worker cancels its waiting polls
                "frontend.enableCancelWorkerPollsOnShutdown=true",
                "--log-level",
                "warn"));
    for (SearchAttributeKey<?> key : SearchAttributes.ALL) {
      command.add("--search-attribute");
      command.add(key.getName() + "=" + word(key.getValueType()));
    }
    return command;
  }

  private static String word(IndexedValueType type) {
    return type == IndexedValueType.INDEXED_VALUE_TYPE_INT ? "Int" : "Keyword";
  }
}
