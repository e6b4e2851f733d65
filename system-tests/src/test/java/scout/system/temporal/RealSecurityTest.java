package scout.system.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.ListNamespacesRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.settings.SettingException;
import scout.settings.Settings;
import scout.settings.TemporalRefusal;
import scout.settings.TemporalSettings;
import scout.system.tls.Certificates;
import scout.temporal.TemporalConnection;
import scout.worker.ServiceUnreachable;
import scout.worker.WorkerApplication;

/** The real server lets in by certificate or API key, and Scout says what is wrong otherwise. */
class RealSecurityTest {
  @TempDir static Path folder;

  private static Certificates certificates;

  @BeforeAll
  static void sign() throws Exception {
    certificates =
        Certificates.in(folder.resolve("certificates"))
            .sign("temporal.test", "DNS:temporal.test,IP:127.0.0.1")
            .sign("scout", "DNS:scout");
  }

  @Test
  void letsInByCertificate() throws Exception {
    Map<String, String> mutual =
        Map.of(
            "TEMPORAL_TLS_REQUIRE_CLIENT_AUTH",
            "true",
            "TEMPORAL_TLS_CLIENT1_CA_CERT",
            certificates.path("ca.pem"));
    Map<String, String> right =
        Map.of(
            "TEMPORAL_TLS_SERVER_CA_CERT_PATH", certificates.path("ca.pem"),
            "TEMPORAL_TLS_CLIENT_CERT_PATH", certificates.path("scout.pem"),
            "TEMPORAL_TLS_CLIENT_KEY_PATH", certificates.path("scout.key"));
    try (SecuredServer server =
        SecuredServer.start(folder.resolve("mutual"), certificates, mutual)) {
      awaitNamespaces(server, right);

      assertThat(worker(server, right)).contains("The database refuses");
      assertRefused(server, Map.of(), "set TEMPORAL_TLS=true");
      assertThat(worker(server, Map.of("TEMPORAL_TLS", "true")))
          .contains(server.address(), "set TEMPORAL_TLS_SERVER_CA_CERT_PATH");
      assertRefused(server, Map.of("TEMPORAL_TLS", "true"), "set TEMPORAL_TLS_SERVER_CA_CERT_PATH");
      assertRefused(
          server,
          Map.of("TEMPORAL_TLS_SERVER_CA_CERT_PATH", certificates.path("ca.pem")),
          "set TEMPORAL_TLS_CLIENT_CERT_PATH");
      Map<String, String> otherName = new HashMap<>(right);
      otherName.put("TEMPORAL_TLS_SERVER_NAME", "elsewhere.test");
      assertRefused(server, otherName, "set TEMPORAL_TLS_SERVER_NAME");
    }
  }

  @Test
  void letsInByApiKey() throws Exception {
    try (SignedKeys keys = new SignedKeys();
        SignedKeys strangers = new SignedKeys();
        SecuredServer server =
            SecuredServer.start(
                folder.resolve("key"),
                certificates,
                Map.of(
                    "TEMPORAL_AUTH_AUTHORIZER", "default",
                    "TEMPORAL_AUTH_CLAIM_MAPPER", "default",
                    "TEMPORAL_JWT_KEY_SOURCE1", keys.source(),
                    "USE_INTERNAL_FRONTEND", "true"))) {
      Map<String, String> right =
          Map.of(
              "TEMPORAL_TLS_SERVER_CA_CERT_PATH", certificates.path("ca.pem"),
              "TEMPORAL_API_KEY", keys.sign());
      awaitNamespaces(server, right);

      assertThat(worker(server, right)).contains("The database refuses");
      Map<String, String> wrong = new HashMap<>(right);
      wrong.put("TEMPORAL_API_KEY", strangers.sign());
      assertThat(worker(server, wrong)).contains(server.address(), "check TEMPORAL_API_KEY");
      assertRefused(server, wrong, "check TEMPORAL_API_KEY");
      wrong.remove("TEMPORAL_API_KEY");
      assertRefused(server, wrong, "check TEMPORAL_API_KEY");
    }
  }

  @Test
  void saysWhichFileCantBeUsed() {
    assertThatThrownBy(
            () ->
                TemporalSettings.of(
                    new Settings(
                        Map.of(
                            "TEMPORAL_ADDRESS", "127.0.0.1:1",
                            "TEMPORAL_TLS_SERVER_CA_CERT_PATH", "/nowhere/ca.pem"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("TEMPORAL_TLS_SERVER_CA_CERT_PATH")
        .hasMessageContaining("/nowhere/ca.pem");
    assertThatThrownBy(
            () ->
                TemporalSettings.of(
                    new Settings(
                        Map.of(
                            "TEMPORAL_ADDRESS",
                            "127.0.0.1:1",
                            "TEMPORAL_TLS_CLIENT_CERT_PATH",
                            certificates.path("scout.pem")))))
        .hasMessageContaining("TEMPORAL_TLS_CLIENT_KEY_PATH");
    assertThatThrownBy(
            () ->
                TemporalConnection.open(
                    TemporalSettings.of(
                        new Settings(
                            Map.of(
                                "TEMPORAL_ADDRESS",
                                "127.0.0.1:1",
                                "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
                                certificates.path("scout.csr"))))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("can't be used");
  }

  private static TemporalSettings settings(SecuredServer server, Map<String, String> security) {
    Map<String, String> all = new HashMap<>(security);
    all.put("TEMPORAL_ADDRESS", server.address());
    return TemporalSettings.of(new Settings(all));
  }

  private static int namespaces(SecuredServer server, Map<String, String> security) {
    try (TemporalConnection connection = TemporalConnection.open(settings(server, security))) {
      return connection
          .service()
          .blockingStub()
          .listNamespaces(ListNamespacesRequest.getDefaultInstance())
          .getNamespacesCount();
    }
  }

  /** As soon as the server knows itself, it knows one namespace. */
  private static void awaitNamespaces(SecuredServer server, Map<String, String> security)
      throws InterruptedException {
    for (int i = 0; ; i++) {
      try {
        assertThat(namespaces(server, security)).isPositive();
        return;
      } catch (StatusRuntimeException e) {
        if (i == 20) {
          throw e;
        }
        Thread.sleep(500);
      }
    }
  }

  private static void assertRefused(
      SecuredServer server, Map<String, String> security, String words) {
    assertThatThrownBy(() -> namespaces(server, security))
        .satisfies(e -> assertThat(TemporalRefusal.words(e).orElse("")).contains(words));
  }

  /** Why a worker doesn't start; one that Temporal lets in comes to a database that isn't there. */
  private static String worker(SecuredServer server, Map<String, String> security) {
    Map<String, String> all = new HashMap<>(security);
    all.put("TEMPORAL_ADDRESS", server.address());
    all.put("SCOUT_DB_URL", "jdbc:postgresql://127.0.0.1:1/none");
    all.put("SCOUT_DB_INGEST_PASSWORD", "x");
    all.put("SCOUT_DB_TRANSFORM_PASSWORD", "x");
    all.put("SCOUT_S3_ENDPOINT", "http://127.0.0.1:1");
    all.put("SCOUT_S3_ACCESS_KEY", "x");
    all.put("SCOUT_S3_SECRET_KEY", "x");
    try {
      WorkerApplication.start(all).close();
      return "it starts";
    } catch (ServiceUnreachable e) {
      return e.getMessage();
    }
  }
}
