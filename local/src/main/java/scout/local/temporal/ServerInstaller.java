package scout.local.temporal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;
import scout.local.home.LocalException;
import scout.local.home.PathPrograms;
import scout.local.temporal.InstalledServers.GoProgram;

/** Installs real servers into the user's cache; keeps those already there. */
public final class ServerInstaller {
  private static final String GET_GO =
      "Install Go (https://go.dev/doc/install, or your system's package 'golang') and run"
          + " ./scout install-servers again";

  private final InstalledServers servers;
  private final PrintWriter out;

  /**
   * @param servers the target
   * @param out receives a line of progress per step
   */
  public ServerInstaller(InstalledServers servers, PrintWriter out) {
    this.servers = servers;
    this.out = out;
  }

  /**
   * Installs the Temporal CLI by download if that is possible, else Temporal's server, Web UI and
   * CLI by Go; and a MinIO server with its client by Go.
   *
   * @return false if this machine then has no real Temporal server; the lines say why
   */
  public boolean install() throws IOException, InterruptedException {
    boolean cli = installCli();
    Optional<Path> go = PathPrograms.find("go");
    for (GoProgram program : InstalledServers.PROGRAMS) {
      if (servers.find(program.name()).isPresent()) {
        say(program.name() + " " + program.version() + " is installed");
      } else if (cli && program.name().startsWith("temporal")) {
        say(program.name() + " is not needed beside the Temporal CLI");
      } else if (go.isEmpty()) {
        say(program.name() + " can't be built: there is no Go on the PATH. " + GET_GO);
      } else {
        build(go.get(), program);
      }
    }
    say("The servers lie in " + servers.bin());
    return cli || servers.find("temporal-server").isPresent();
  }

  private boolean installCli() {
    if (servers.find("temporal-server").isPresent()) {
      return false;
    }
    say("Looking for the Temporal CLI …");
    try {
      say("The Temporal CLI is at " + servers.downloadCli());
      return true;
    } catch (IllegalStateException e) {
      say("The Temporal CLI can't be downloaded here; building the servers with Go instead");
      return false;
    }
  }

  private void build(Path go, GoProgram program) throws IOException, InterruptedException {
    say("Building " + program.name() + " " + program.version() + " (a minute or two) …");
    Files.createDirectories(servers.bin());
    Path draft = Files.createTempDirectory(servers.bin(), "new");
    Path log = draft.resolve("build.log");
    ProcessBuilder builder =
        compiler(go, program, draft).redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      if (builder.start().waitFor() != 0) {
        throw new LocalException("Go could not build " + program.name() + ": " + lastLine(log));
      }
      Path built = draft.resolve(fileName(program));
      Files.move(built, servers.bin().resolve(program.name()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileSystemUtils.deleteRecursively(draft);
    }
  }

  private static ProcessBuilder compiler(Path go, GoProgram program, Path draft)
      throws IOException {
    if (program.caller().isEmpty()) {
      ProcessBuilder install =
          new ProcessBuilder(
              go.toString(), "install", program.goPackage() + "@" + program.version());
      install.environment().put("GOBIN", draft.toString());
      return install;
    }
    Files.writeString(
        draft.resolve("go.mod"),
        "module scout\n\ngo 1.24\n\nrequire %s %s\n"
            .formatted(program.goPackage(), program.version()));
    Files.writeString(draft.resolve("main.go"), program.caller());
    return new ProcessBuilder(
            go.toString(), "build", "-mod=mod", "-o", draft.resolve(fileName(program)).toString())
        .directory(draft.toFile());
  }

  private static String fileName(GoProgram program) {
    return program.goPackage().substring(program.goPackage().lastIndexOf('/') + 1);
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
