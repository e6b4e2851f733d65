package scout.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import scout.settings.StorageKeys;
import scout.settings.StorageSettings;

class StorageAccessTest {
  private static final String CONTAINER = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

  private static StorageSettings at(String endpoint) {
    return new StorageSettings(
        URI.create(endpoint), "us-east-1", "sample", () -> new StorageKeys("a", "b", "c"));
  }

  @Test
  void theClientIsGivenNoPath() {
    StorageAccess access = StorageAccess.of(at("https://x.example.com/storage/v1/s3/"));

    assertThat(access.address()).isEqualTo("https://x.example.com");
    assertThat(access.path()).isEqualTo("/storage/v1/s3");
    assertThat(access.credentials().fetch().sessionToken()).isEqualTo("c");
    OkHttpClient plain = new OkHttpClient();
    assertThat(access.signing(plain).interceptors()).hasSize(1);
    assertThat(StorageAccess.of(at("http://127.0.0.1:9000/")).signing(plain)).isSameAs(plain);
  }

  /** As a container's role gives it: short-lived, so that it is asked for again. */
  @Test
  void aRoleGivesTheCredentialAndRenewsIt() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer role =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    role.createContext(
        "/",
        exchange -> {
          String answer =
              """
              {"AccessKeyId": "key-%d", "SecretAccessKey": "s", "Token": "t", "Expiration": "%s"}
              """
                  .formatted(asked.incrementAndGet(), Instant.now().plusSeconds(1).toString());
          exchange.sendResponseHeaders(200, answer.length());
          exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    role.start();
    System.setProperty(CONTAINER, "http://127.0.0.1:" + role.getAddress().getPort() + "/role");
    try {
      StorageAccess access =
          StorageAccess.of(
              new StorageSettings(
                  URI.create("https://s3.example.com"), "us-east-1", "sample", null));
      assertThat(access.credentials().fetch().accessKey()).isEqualTo("key-1");
      assertThat(access.credentials().fetch().accessKey()).isEqualTo("key-2");
      assertThat(access.credentials().fetch().sessionToken()).isEqualTo("t");
    } finally {
      System.clearProperty(CONTAINER);
      role.stop(0);
    }
  }
}
