package scout.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.SetBucketVersioningArgs;
import io.minio.messages.VersioningConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import scout.local.home.ServerCache;
import scout.local.temporal.InstalledServers;
import scout.settings.StorageSettings;
import scout.storage.TestBucket;

/** The real MinIO server that {@code ./scout install-servers} puts into the cache. */
public final class MinioServer implements TestBucket {
  private static final String BUCKET = "sample";
  private static final String ACCESS_KEY = "service";
  private static final String SECRET_KEY = "service-secret";
  private static final int STARTS = 3;
  private static final long READY_SECONDS = 60;

  private final Process process;
  private final URI endpoint;

  private MinioServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts it with an empty bucket, its files in the folder. Skips the test with a reason if it
   * isn't installed, and fails if {@code CI=true}.
   */
  public static MinioServer start(Path folder, boolean versioned) throws Exception {
    return start(folder, versioned, Map.of());
  }

  /** The same with more variables in the server's environment. */
  public static MinioServer start(Path folder, boolean versioned, Map<String, String> environment)
      throws Exception {
    InstalledServers installed = new InstalledServers(ServerCache.servers(System.getenv()));
    Optional<Path> program = installed.find("minio");
    if ("true".equals(System.getenv("CI"))) {
      assertThat(program).as("MinIO in %s; .ci/run installs it", installed.bin()).isPresent();
    }
    assumeTrue(
        program.isPresent(), "MinIO isn't installed; run ./scout install-servers to test with it");
    MinioServer server = start(program.orElseThrow(), folder, environment);
    try {
      server.makeBucket(BUCKET, versioned);
    } catch (Exception e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** Another process may take the port between its being found free and the server's start. */
  private static MinioServer start(Path program, Path folder, Map<String, String> environment)
      throws Exception {
    for (int i = 1; ; i++) {
      URI endpoint = URI.create("http://127.0.0.1:" + freePort());
      Path log = folder.resolve("minio-" + i + ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
                  program.toString(),
                  "server",
                  "--quiet",
                  "--address",
                  endpoint.getAuthority(),
                  folder.resolve("data").toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("MINIO_ROOT_USER", ACCESS_KEY);
      builder.environment().put("MINIO_ROOT_PASSWORD", SECRET_KEY);
      builder.environment().put("MINIO_BROWSER", "off");
      builder.environment().put("MINIO_UPDATE", "off");
      builder.environment().putAll(environment);
      MinioServer server = new MinioServer(builder.start(), endpoint);
      if (server.becomesReady()) {
        return server;
      }
      server.close();
      if (i == STARTS) {
        throw new IOException("MinIO did not start: " + Files.readString(log));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean becomesReady() throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest health = HttpRequest.newBuilder(endpoint.resolve("/minio/health/ready")).build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        if (http.send(health, BodyHandlers.discarding()).statusCode() == 200) {
          return true;
        }
      } catch (IOException e) {
        // Nobody listens yet.
      }
      Thread.sleep(50);
    }
    return false;
  }

  /** Makes one more bucket. */
  public StorageSettings makeBucket(String bucket, boolean versioned) throws Exception {
    MinioClient client =
        MinioClient.builder()
            .endpoint(endpoint.toString())
            .credentials(ACCESS_KEY, SECRET_KEY)
            .build();
    client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
    if (versioned) {
      client.setBucketVersioning(
          SetBucketVersioningArgs.builder()
              .bucket(bucket)
              .config(
                  new VersioningConfiguration(
                      VersioningConfiguration.Status.ENABLED, null, null, null))
              .build());
    }
    client.close();
    return new StorageSettings(endpoint, "us-east-1", bucket, ACCESS_KEY, SECRET_KEY);
  }

  /** Where it listens. */
  URI endpoint() {
    return endpoint;
  }

  @Override
  public StorageSettings settings() {
    return new StorageSettings(endpoint, "us-east-1", BUCKET, ACCESS_KEY, SECRET_KEY);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
