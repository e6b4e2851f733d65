package scout.local.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StorageEventPosterTest {
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private HttpServer webhook;
  private volatile int status = 204;

  @BeforeEach
  void listen() throws IOException {
    webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhook.createContext(
        "/hooks/storage",
        exchange -> {
          JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          boolean known = "Bearer the-token".equals(token);
          exchange.sendResponseHeaders(known ? status : 401, -1);
          exchange.close();
          if (known) {
            body.get("Records").forEach(received::add);
          }
        });
    webhook.start();
  }

  @AfterEach
  void stop() {
    webhook.stop(0);
  }

  @Test
  void postsWhatMinioPosts() throws Exception {
    try (StorageEventPoster poster = new StorageEventPoster(uri(), "the-token")) {
      poster.created("sample", "scout/v1/bronze/a b+ü%.json", "e1", 7);
      JsonNode record = received.poll(30, TimeUnit.SECONDS);
      assertThat(record.get("eventName").asText()).isEqualTo("s3:ObjectCreated:Put");
      assertThat(record.at("/s3/bucket/name").asText()).isEqualTo("sample");
      String key = record.at("/s3/object/key").asText();
      assertThat(key).isEqualTo("scout%2Fv1%2Fbronze%2Fa+b%2B%C3%BC%25.json");
      assertThat(URLDecoder.decode(key, UTF_8)).isEqualTo("scout/v1/bronze/a b+ü%.json");
      assertThat(record.at("/s3/object/eTag").asText()).isEqualTo("e1");
      assertThat(record.at("/s3/object/size").asLong()).isEqualTo(7);
      assertThat(poster.lost()).isZero();
    }
  }

  @Test
  void countsWhatIsNotTakenAndGoesOn() throws Exception {
    try (StorageEventPoster poster = new StorageEventPoster(uri(), "the-token")) {
      status = 503;
      poster.created("sample", "a.json", "e1", 7);
      assertThat(received.poll(30, TimeUnit.SECONDS)).isNotNull();
      awaitLost(poster, 1);
      status = 204;
      poster.created("sample", "b.json", "e1", 7);
      assertThat(received.poll(30, TimeUnit.SECONDS).at("/s3/object/key").asText())
          .isEqualTo("b.json");
    }
    try (StorageEventPoster stranger = new StorageEventPoster(uri(), "another-token")) {
      stranger.created("sample", "c.json", "e1", 7);
      awaitLost(stranger, 1);
    }
  }

  @Test
  void neverHoldsUpAnUpload() throws Exception {
    URI nobody = uri();
    webhook.stop(0);
    try (StorageEventPoster poster = new StorageEventPoster(nobody, "the-token")) {
      for (int i = 0; i < 30_000; i++) {
        poster.created("sample", i + ".json", "e1", 7);
      }
      awaitLost(poster, 30_000);
    }
  }

  private static void awaitLost(StorageEventPoster poster, long events)
      throws InterruptedException {
    for (int i = 0; i < 3_000 && poster.lost() < events; i++) {
      Thread.sleep(10);
    }
    assertThat(poster.lost()).isEqualTo(events);
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + webhook.getAddress().getPort() + "/hooks/storage");
  }
}
