package scout.system.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.database.RolePool;
import scout.local.home.ServerCache;
import scout.local.postgres.NewCluster;
import scout.local.temporal.InstalledServers;
import scout.schema.connections.LoginProperties;
import scout.settings.DatabaseSettings;

/** PostgreSQL with {@code verify-full} and S3 over https, both signed by an own authority. */
class OwnAuthorityTest {
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir static Path folder;

  private static Certificates certificates;
  private static Certificates others;

  private final List<Process> servers = new ArrayList<>();

  @BeforeAll
  static void sign() throws Exception {
    certificates = Certificates.in(folder.resolve("own")).sign("server", "IP:" + LOOPBACK);
    others = Certificates.in(folder.resolve("others"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process server : servers) {
      server.destroy();
      if (!server.waitFor(20, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    }
  }

  @Test
  void verifiesTheDatabase() throws Exception {
    InstalledServers installed = new InstalledServers(ServerCache.servers(System.getenv()));
    NewCluster cluster =
        NewCluster.make(
            installed.cache(), folder.resolve("cluster"), "postgres", "postgres", List.of());
    int port = freePort();
    start(
        cluster.server(
            List.of(
                "-p",
                Integer.toString(port),
                "-c",
                "ssl=on",
                "-c",
                "ssl_cert_file=" + certificates.path("server.pem"),
                "-c",
                "ssl_key_file=" + certificates.path("server.key")),
            LOOPBACK));
    awaitListening(port);

    String verified =
        "jdbc:postgresql://%s:" + port + "/postgres?sslmode=verify-full&sslrootcert=%s";
    DatabaseSettings right = login(verified.formatted(LOOPBACK, certificates.path("ca.pem")));
    awaitUp(right);
    try (RolePool database = RolePool.open(right, 1)) {
      assertThat(isEncrypted(database.jdbi())).isTrue();
    }
    assertRefused(verified.formatted(LOOPBACK, others.path("ca.pem")), "PKIX");
    assertRefused(verified.formatted("localhost", certificates.path("ca.pem")), "localhost");
    assertRefused(verified.formatted(LOOPBACK, "/nowhere/ca.pem"), "/nowhere/ca.pem");
  }

  private static DatabaseSettings login(String url) {
    return new DatabaseSettings(url, "postgres", "postgres");
  }

  /** What a worker says begins with the role and the address; the reason follows. */
  private static void assertRefused(String url, String reason) {
    assertThatThrownBy(() -> RolePool.open(login(url), 1).close())
        .isInstanceOf(HikariPool.PoolInitializationException.class)
        .cause()
        .hasMessageContaining(reason);
  }

  /** The starter and the commands log in by the same properties. */
  private static void awaitUp(DatabaseSettings settings) throws InterruptedException {
    Jdbi jdbi =
        Jdbi.create(settings.url(), LoginProperties.bounded(settings, Duration.ofSeconds(5)));
    for (int i = 0; ; i++) {
      try {
        assertThat(isEncrypted(jdbi)).isTrue();
        return;
      } catch (org.jdbi.v3.core.JdbiException e) {
        if (i == 50) {
          throw e;
        }
        Thread.sleep(200);
      }
    }
  }

  private static boolean isEncrypted(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .select("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                .mapTo(boolean.class)
                .one());
  }

  @Test
  void trustsTheStorageOnceJavaDoes() throws Exception {
    Optional<Path> minio = new InstalledServers(ServerCache.servers(System.getenv())).find("minio");
    assumeTrue(
        minio.isPresent(), "MinIO isn't installed; run ./scout install-servers to test with it");
    Path pairs = Files.createDirectories(folder.resolve("minio/certificates"));
    Files.copy(Path.of(certificates.path("server.pem")), pairs.resolve("public.crt"));
    Files.copy(Path.of(certificates.path("server.key")), pairs.resolve("private.key"));
    int port = freePort();
    start(
        List.of(
            minio.orElseThrow().toString(),
            "server",
            "--quiet",
            "--address",
            LOOPBACK + ":" + port,
            "--certs-dir",
            pairs.toString(),
            folder.resolve("minio/data").toString()));
    awaitListening(port);
    Path store = folder.resolve("trusted.p12");
    run(
        List.of(
            program("keytool"),
            "-importcert",
            "-noprompt",
            "-alias",
            "own",
            "-storetype",
            "PKCS12",
            "-file",
            certificates.path("ca.pem"),
            "-keystore",
            store.toString(),
            "-storepass",
            "changeit"));

    assertThat(client(port, List.of())).contains("certificate", "operations.md");
    assertThat(
            client(
                port,
                List.of(
                    "-Djavax.net.ssl.trustStore=" + store,
                    "-Djavax.net.ssl.trustStorePassword=changeit")))
        .contains("[" + TrustingClient.KEY + "]");
  }

  private static String client(int port, List<String> options) throws Exception {
    List<String> command = new ArrayList<>(List.of(program("java")));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            TrustingClient.class.getName(),
            "https://" + LOOPBACK + ":" + port,
            "minioadmin",
            "minioadmin"));
    return run(command);
  }

  private static String program(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private void start(List<String> command) throws IOException {
    servers.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server-" + servers.size() + ".log").toFile())
            .start());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(int port) throws InterruptedException {
    for (int i = 0; ; i++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        if (i == 300) {
          throw new AssertionError("Nobody listens", e);
        }
        Thread.sleep(100);
      }
    }
  }
}
