package scout.local.temporal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import scout.local.home.FreePorts;
import scout.local.home.PathPrograms;
import scout.local.home.StackHome;
import scout.settings.SettingCatalog;

/**
 * Starts the best available Temporal: that of {@code TEMPORAL_ADDRESS}, the Temporal CLI on the
 * PATH, the installed servers, the downloaded CLI, or else the test server inside this process.
 */
public final class TemporalChoice {
  private static final Duration DOWNLOAD_LIMIT = Duration.ofSeconds(20);
  private static final Duration DOWNLOAD_PAUSE = Duration.ofHours(1);

  private final StackHome home;
  private final FreePorts ports;
  private final InstalledServers installed;
  private final NamespacePlan namespace;

  /**
   * @param home stores the servers' data
   * @param installed the installed servers
   */
  public TemporalChoice(
      StackHome home, FreePorts ports, InstalledServers installed, NamespacePlan namespace) {
    this.home = home;
    this.ports = ports;
    this.installed = installed;
    this.namespace = namespace;
  }

  /** The same, with the usual retention. */
  public TemporalChoice(
      StackHome home, FreePorts ports, InstalledServers installed, String namespace) {
    this(home, ports, installed, NamespacePlan.usual(namespace));
  }

  /** Starts the first available one; {@code TEMPORAL_ADDRESS} in the environment wins. */
  public LocalTemporal start(Map<String, String> environment)
      throws IOException, InterruptedException {
    String address = environment.getOrDefault(SettingCatalog.TEMPORAL_ADDRESS.name(), "");
    if (!address.isBlank()) {
      return external(address, environment);
    }
    Optional<Path> cli = PathPrograms.find("temporal");
    if (cli.isPresent()) {
      return cli(cli.get(), "the Temporal CLI on the PATH (" + cli.get() + ")");
    }
    Optional<LocalTemporal> real = startInstalled();
    return real.isPresent() ? real.get() : startDownloaded();
  }

  /** Starts the server of {@code ./scout install-servers}; empty if none is installed. */
  public Optional<LocalTemporal> startInstalled() throws IOException, InterruptedException {
    Optional<Path> server = installed.find("temporal-server");
    if (server.isPresent()) {
      return Optional.of(
          new RealServer(home, ports, namespace)
              .start(server.get(), installed.find("temporal-ui-server")));
    }
    Optional<Path> cli = installed.downloadedCli();
    return cli.isPresent()
        ? Optional.of(cli(cli.get(), "the installed Temporal CLI"))
        : Optional.empty();
  }

  /** Starts the test server inside this process. */
  public LocalTemporal startInMemory() throws IOException {
    return InMemoryServer.start(ports, namespace.name());
  }

  private LocalTemporal startDownloaded() throws IOException, InterruptedException {
    Optional<Path> cli = download();
    return cli.isPresent() ? cli(cli.get(), "the downloaded Temporal CLI") : startInMemory();
  }

  private LocalTemporal external(String address, Map<String, String> environment) {
    String ui = environment.getOrDefault(SettingCatalog.TEMPORAL_UI_URL.name(), "");
    return new LocalTemporal(
        address,
        namespace.name(),
        ui.isBlank() ? Optional.empty() : Optional.of(ui),
        "the Temporal server at " + address,
        List.of(),
        List.of(),
        () -> {});
  }

  private LocalTemporal cli(Path cli, String description) throws IOException, InterruptedException {
    return new CliServer(home, ports, namespace).start(cli, description);
  }

  /**
   * Downloads the CLI; after a failure waits an hour before a retry, so that nobody waits twice.
   */
  private Optional<Path> download() throws IOException, InterruptedException {
    Path failed = installed.cache().resolve("temporal-cli-download-failed");
    if (Files.exists(failed)
        && Files.getLastModifiedTime(failed)
            .toInstant()
            .isAfter(Instant.now().minus(DOWNLOAD_PAUSE))) {
      return Optional.empty();
    }
    CompletableFuture<Path> download = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                download.complete(installed.downloadCli());
              } catch (RuntimeException e) {
                download.completeExceptionally(e);
              }
            },
            "temporal-download");
    thread.setDaemon(true);
    thread.start();
    try {
      return Optional.of(download.get(DOWNLOAD_LIMIT.toSeconds(), TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      Files.createDirectories(installed.cache());
      Files.writeString(failed, "");
      Files.setLastModifiedTime(failed, FileTime.from(Instant.now()));
      return Optional.empty();
    }
  }
}
