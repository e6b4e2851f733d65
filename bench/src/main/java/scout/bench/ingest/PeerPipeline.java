package scout.bench.ingest;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.springframework.util.FileSystemUtils;
import scout.bench.BenchmarkServers;
import scout.local.home.ServerCache;
import scout.settings.DatabaseSettings;
import scout.settings.StorageSettings;

/**
 * What many would write in Scout's place: dlt loads the files into a table, then dbt builds the
 * three layers from it. It has a database of its own on the same server. {@code
 * bench/peers/install} puts both tools into the user's cache.
 */
final class PeerPipeline {
  private static final String DATABASE = "peer";
  private static final String SALES = "SELECT sum(transaction_count)::bigint FROM layers.gold";

  private final Path programs;
  private final Path project;
  private final BenchmarkServers bench;

  private PeerPipeline(Path programs, Path project, BenchmarkServers bench) {
    this.programs = programs;
    this.project = project;
    this.bench = bench;
  }

  /** The peers, if they are installed. */
  static Optional<PeerPipeline> find(BenchmarkServers bench) {
    Path programs = ServerCache.servers(System.getenv()).resolveSibling("peers").resolve("bin");
    Path project = Path.of(System.getProperty("scout.root", ".")).resolve("bench").resolve("peers");
    return Files.isExecutable(programs.resolve("dbt")) && Files.isDirectory(project)
        ? Optional.of(new PeerPipeline(programs, project.toAbsolutePath(), bench))
        : Optional.empty();
  }

  /** Makes an empty database. */
  void prepare() {
    bench
        .owner()
        .useHandle(
            handle -> {
              handle.execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
              handle.execute("CREATE DATABASE " + DATABASE);
              handle.execute("CHECKPOINT");
            });
  }

  /**
   * Loads every file of the folder, and builds the layers.
   *
   * @param folder of the bucket, without slash at its end
   */
  void run(String folder) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("scout-peer");
    try {
      Map<String, String> environment = environment(folder, work);
      run(environment, List.of(programs.resolve("python").toString(), "load.py"));
      run(
          environment,
          List.of(
              programs.resolve("dbt").toString(),
              "run",
              "--quiet",
              "--target-path",
              work.resolve("target").toString(),
              "--log-path",
              work.resolve("logs").toString()));
    } finally {
      FileSystemUtils.deleteRecursively(work);
    }
  }

  /** How many sales its gold holds. */
  long sales() {
    DatabaseSettings owner = DatabaseSettings.owner(bench.settings());
    return Jdbi.create(url(owner), owner.user(), owner.password())
        .withHandle(handle -> handle.createQuery(SALES).mapTo(long.class).one());
  }

  private void run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().putAll(environment);
    File output = File.createTempFile("scout-peer", ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(output).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "%s ended with %d; what it said is in %s"
              .formatted(command.get(0), process.exitValue(), output));
    }
    Files.delete(output.toPath());
  }

  private Map<String, String> environment(String folder, Path work) {
    DatabaseSettings owner = DatabaseSettings.owner(bench.settings());
    URI server = server(owner);
    StorageSettings storage = StorageSettings.service(bench.settings());
    return Map.ofEntries(
        Map.entry("PEER_WORK", work.toString()),
        Map.entry("PEER_DB_HOST", server.getHost()),
        Map.entry("PEER_DB_PORT", Integer.toString(server.getPort())),
        Map.entry("PEER_DB_NAME", DATABASE),
        Map.entry("PEER_DB_USER", owner.user()),
        Map.entry("PEER_DB_PASSWORD", owner.password()),
        Map.entry(
            "PEER_DATABASE",
            "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                    owner.user(), owner.password(), server.getHost(), server.getPort(), DATABASE)),
        Map.entry("PEER_S3_ENDPOINT", storage.endpoint().toString()),
        Map.entry("PEER_S3_REGION", storage.region()),
        Map.entry("PEER_S3_ACCESS_KEY", storage.accessKey()),
        Map.entry("PEER_S3_SECRET_KEY", storage.secretKey()),
        Map.entry("PEER_S3_FOLDER", bench.area().bucket() + "/" + folder),
        Map.entry("DBT_PROFILES_DIR", project.toString()),
        Map.entry("RUNTIME__DLTHUB_TELEMETRY", "false"),
        Map.entry("RUNTIME__LOG_LEVEL", "WARNING"),
        Map.entry("NORMALIZE__WORKERS", "2"),
        Map.entry("NORMALIZE__START_METHOD", "fork"));
  }

  private static String url(DatabaseSettings owner) {
    URI server = server(owner);
    return "jdbc:postgresql://%s:%d/%s".formatted(server.getHost(), server.getPort(), DATABASE);
  }

  private static URI server(DatabaseSettings owner) {
    return URI.create(owner.url().substring("jdbc:".length()));
  }
}
