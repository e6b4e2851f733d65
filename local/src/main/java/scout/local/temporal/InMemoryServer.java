package scout.local.temporal;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import scout.local.home.FreePorts;

/**
 * Temporal's test server inside this process: it runs every journey and refresh where no real
 * server is available. It listens on the loopback address only.
 */
final class InMemoryServer {
  private static final List<String> NOTICE =
      List.of(
          "No Temporal server was found, so Temporal's test server runs inside this process.",
          "It has no Web UI, no Schedules and no listing, and its histories end with the process.",
          "For the real one: ./scout install-servers (once), or put the 'temporal' CLI on the PATH,"
              + " or set TEMPORAL_ADDRESS.");

  private InMemoryServer() {}

  static LocalTemporal start(FreePorts ports, String namespace) throws IOException {
    int port = ports.get("temporal");
    TestServicesStarter services = new TestServicesStarter(true, 0);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    Server server = builder.build().start();
    String address = "127.0.0.1:" + port;
    return new LocalTemporal(
        address,
        namespace,
        Optional.empty(),
        "Temporal's test server inside this process",
        NOTICE,
        List.of(),
        () -> {
          server.shutdownNow();
          services.close();
        });
  }
}
