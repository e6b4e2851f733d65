package scout.starter;

import io.temporal.client.WorkflowClient;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.springframework.context.ConfigurableApplicationContext;
import scout.schema.WatchedDatabase;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;

/** The starter application on an in-JVM Temporal server and a real PostgreSQL. */
final class RunningStarter implements AutoCloseable {
  static final String TOKEN = "opensesame";

  private final TestServer.PortBoundTestServer server;
  private final ConfigurableApplicationContext application;
  private final TemporalConnection temporal;
  private final HttpClient http = HttpClient.newHttpClient();

  RunningStarter(WatchedDatabase database) throws IOException {
    int temporalPort = freePort();
    server = TestServer.createPortBoundServer(temporalPort, true);
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("TEMPORAL_ADDRESS", "127.0.0.1:" + temporalPort);
    settings.put("SCOUT_WEBHOOK_TOKEN", TOKEN);
    settings.put("SCOUT_HTTP_PORT", "0");
    application = StarterApplication.start(settings);
    temporal =
        TemporalConnection.open(new TemporalSettings("127.0.0.1:" + temporalPort, "default"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The database as its timers reach it. */
  Jdbi database() {
    return application.getBean(Jdbi.class);
  }

  WorkflowClient temporal() {
    return temporal.client();
  }

  int port() {
    return StarterApplication.port(application);
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String token, byte[] body) throws IOException, InterruptedException {
    return post("/hooks/storage", token == null ? null : "Bearer " + token, body);
  }

  HttpResponse<String> post(String path, String authorization, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Waits until everything is set up. */
  void awaitReady() throws IOException, InterruptedException {
    HttpResponse<String> health = get("/health");
    for (int i = 0; i < 300 && health.statusCode() != 200; i++) {
      Thread.sleep(100);
      health = get("/health");
    }
    if (health.statusCode() != 200) {
      throw new AssertionError("Never ready: " + health.body());
    }
  }

  /** Ends Temporal and leaves the starter running. */
  void endTemporal() {
    temporal.close();
    server.close();
  }

  @Override
  public void close() {
    application.close();
    endTemporal();
  }
}
