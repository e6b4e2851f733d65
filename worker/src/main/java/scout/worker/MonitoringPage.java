package scout.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import scout.settings.SettingCatalog;
import scout.settings.SettingException;

/**
 * Answers {@code GET /metrics} in the format of Prometheus, and {@code GET /health} with 200 while
 * all is well, else 503. A worker serves no other HTTP.
 */
final class MonitoringPage implements AutoCloseable {
  private static final int GRACE_SECONDS = 1;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  private MonitoringPage(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 is any free one
   * @throws SettingException if the port can't be opened
   */
  static MonitoringPage open(
      String address, int port, PrometheusMeterRegistry registry, BooleanSupplier healthy) {
    MonitoringPage monitoring = new MonitoringPage(listen(address, port));
    monitoring.answer("/metrics", exchange -> send(exchange, 200, registry.scrape()));
    monitoring.answer(
        "/health",
        exchange -> {
          boolean well = healthy.getAsBoolean();
          send(exchange, well ? 200 : 503, well ? "ready\n" : "not ready\n");
        });
    monitoring.server.setExecutor(monitoring.threads);
    monitoring.server.start();
    return monitoring;
  }

  private static HttpServer listen(String address, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (IOException e) {
      throw new SettingException(
          SettingCatalog.METRICS_PORT.name(),
          "nobody can listen on " + address + ":" + port + " (" + e.getMessage() + ")");
    }
  }

  private void answer(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The port on which it listens. */
  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(GRACE_SECONDS);
    threads.shutdownNow();
  }
}
