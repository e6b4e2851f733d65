package scout.local.temporal;

import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.internal.devserver.TemporalDevServerDownloader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The servers in the user's cache. The folder's name has their versions, so that new versions never
 * use old files.
 *
 * @param cache the folder of {@code scout.local.home.ServerCache}
 */
public record InstalledServers(Path cache) {
  /** The Temporal CLI's main package can't be installed by name, since it replaces a module. */
  private static final String CALL_CLI =
      """
      package main

      import (
      	"context"

      	"github.com/temporalio/cli/temporalcli"
      )

      func main() {
      	temporalcli.Execute(context.Background(), temporalcli.CommandOptions{})
      }
      """;

  /** The installed programs: servers, and the clients that set them up. */
  public static final List<GoProgram> PROGRAMS =
      List.of(
          new GoProgram("temporal-server", "go.temporal.io/server/cmd/server", "v1.32.0", ""),
          new GoProgram(
              "temporal-ui-server", "github.com/temporalio/ui-server/v2/cmd/server", "v2.54.1", ""),
          new GoProgram("temporal-sql-tool", "go.temporal.io/server/cmd/tools/sql", "v1.32.0", ""),
          new GoProgram(
              "minio", "github.com/minio/minio", "v0.0.0-20260212201848-7aac2a2c5b7c", ""),
          new GoProgram("mc", "github.com/minio/mc", "v0.0.0-20250313080218-cf909e1063a9", ""),
          new GoProgram("temporal", "github.com/temporalio/cli", "v1.5.1", CALL_CLI));

  private static final String VERSIONS = "temporal-1.32.0_ui-2.54.1_minio-20260212201848";

  /**
   * A program that Go can build.
   *
   * @param name its file in {@link #bin()}
   * @param goPackage its main package; with a caller, the module that the caller uses
   * @param version the version to build
   * @param caller the source of a program that only calls the module; empty if the package is
   *     itself a program
   */
  public record GoProgram(String name, String goPackage, String version, String caller) {}

  /** The folder of the programs. */
  public Path bin() {
    return cache.resolve(VERSIONS).resolve("bin");
  }

  /** A program's file if it is installed. */
  public Optional<Path> find(String name) {
    Path file = bin().resolve(name);
    return Files.isExecutable(file) ? Optional.of(file) : Optional.empty();
  }

  /** The Temporal CLI, if already downloaded. */
  public Optional<Path> downloadedCli() {
    try {
      return Optional.of(cli(false));
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  /**
   * Downloads the Temporal CLI for the SDK, or finds it in the cache.
   *
   * @throws IllegalStateException if it can't be downloaded
   */
  public Path downloadCli() {
    return cli(true);
  }

  private Path cli(boolean download) {
    return TemporalDevServerDownloader.prepare(
        TemporalDevServerOptions.newBuilder()
            .setDownloadDestination(cache.resolve("temporal-cli").toString())
            .setDownloadEnabled(download)
            .build());
  }
}
