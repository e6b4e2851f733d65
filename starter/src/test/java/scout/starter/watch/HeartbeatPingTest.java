package scout.starter.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.settings.Settings;

class HeartbeatPingTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer outside;

  @BeforeEach
  void listen() throws Exception {
    outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    outside.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(asked.size() == 1 ? 500 : 200, -1);
          exchange.close();
        });
    outside.start();
  }

  @AfterEach
  void close() {
    outside.stop(0);
  }

  @Test
  void asksOnlyWhileTheWatchIsWell() {
    String address = "http://127.0.0.1:" + outside.getAddress().getPort() + "/ping/hidden";
    HeartbeatPing heartbeat =
        HeartbeatPing.of(new Settings(Map.of("SCOUT_HEARTBEAT_URL", address)));
    heartbeat.ping(() -> true);
    heartbeat.ping(() -> false);
    heartbeat.ping(() -> true);
    assertThat(asked).containsExactly("GET /ping/hidden", "GET /ping/hidden");
  }

  @Test
  void asksNobodyWithoutAnAddress() {
    HeartbeatPing.of(new Settings(Map.of())).ping(() -> true);
    assertThat(asked).isEmpty();
  }
}
