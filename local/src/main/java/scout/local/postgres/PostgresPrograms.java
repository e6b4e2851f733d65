package scout.local.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import scout.local.home.LocalException;

/** PostgreSQL's programs, unpacked once from the jar into the user's cache. */
final class PostgresPrograms {
  private static final String VERSION = "postgresql-18.6.0";

  private final Path folder;
  private final List<String> prefix;

  private PostgresPrograms(Path folder, List<String> prefix) {
    this.folder = folder;
    this.prefix = prefix;
  }

  /** Unpacks the programs if needed; two processes at once are safe. */
  static PostgresPrograms unpack(Path cache) throws IOException, InterruptedException {
    Path folder = cache.resolve(VERSION);
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(cache);
      Path draft = Files.createTempDirectory(cache, VERSION + ".new");
      String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
      try (InputStream archive =
          DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
              system, System.getProperty("os.arch"))) {
        extract(archive, draft);
      } catch (IllegalStateException e) {
        throw new LocalException(
            "There is no embedded PostgreSQL for this machine; set SCOUT_DB_URL, SCOUT_DB_USER and"
                + " SCOUT_DB_PASSWORD to a PostgreSQL 16 or newer",
            e);
      }
      moveUnlessThere(draft, folder);
    }
    return new PostgresPrograms(folder, NotRoot.prefix());
  }

  private static void moveUnlessThere(Path draft, Path folder) throws IOException {
    try {
      Files.move(draft, folder);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void extract(InputStream archive, Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
          } else {
            Files.copy(tar, target);
          }
        }
        if (entry.isFile() && target.getParent().endsWith("bin")) {
          Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
  }

  /** The command line that runs one of the programs: {@code initdb}, {@code pg_ctl} … */
  List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a program to its end; a failure has its output. */
  void run(Path log, String program, String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(program, arguments))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (process.waitFor() != 0) {
      throw new LocalException(
          "PostgreSQL's " + program + " failed; what it said is at the end of " + log);
    }
  }
}
