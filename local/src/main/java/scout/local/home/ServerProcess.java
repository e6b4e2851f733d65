package scout.local.home;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server in its own process, with its output in the home's logs. It is recorded at once, so that
 * the next start can end it if this process is killed.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long LOG_LIMIT_BYTES = 10L << 20;
  private static final int TAIL_LINES = 5;

  private final StackHome home;
  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final LeftoverServers leftovers;
  private volatile Process process;
  private Readiness readiness = () -> {};
  private Duration limit = Duration.ZERO;

  private ServerProcess(
      StackHome home, String name, List<String> command, Map<String, String> environment)
      throws IOException {
    this.home = home;
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.log = home.folder("logs").resolve(name + ".log");
    this.leftovers = new LeftoverServers(home);
    this.process = launch();
  }

  /**
   * Starts a server.
   *
   * @param name names its log and its record
   * @param command the program and its arguments
   * @param environment added to this process's own
   */
  public static ServerProcess start(
      StackHome home, String name, List<String> command, Map<String, String> environment)
      throws IOException {
    return new ServerProcess(home, name, command, environment);
  }

  private Process launch() throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
      Files.move(log, Path.of(log + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    ProcessBuilder builder =
        new ProcessBuilder(ownSession(command))
            .directory(home.folder("run").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    Process started = builder.start();
    started.getOutputStream().close();
    leftovers.record(name, started.toHandle());
    return started;
  }

  /**
   * Restarts it after its end, and waits until it answers. If it runs but doesn't answer yet, as in
   * a long recovery, another call waits again.
   */
  void restart() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      process = launch();
    }
    awaitReady(readiness, limit);
  }

  /**
   * Its own session protects a server from Ctrl-C in the terminal, so that it does not end before
   * its users.
   */
  private static List<String> ownSession(List<String> command) {
    return PathPrograms.find("setsid")
        .map(
            setsid -> {
              List<String> all = new ArrayList<>(List.of(setsid.toString()));
              all.addAll(command);
              return all;
            })
        .orElse(command);
  }

  /** Waits until the server answers; fails with the end of its log if it ends or takes too long. */
  public void awaitReady(Readiness readiness, Duration limit) throws InterruptedException {
    this.readiness = readiness;
    this.limit = limit;
    long deadline = System.nanoTime() + limit.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new LocalException(
            name + " ended at once with exit code " + process.exitValue() + ": " + tail(), last);
      }
      try {
        readiness.check();
        return;
      } catch (IOException | SQLException | StatusRuntimeException e) {
        last = e;
      }
      Thread.sleep(50);
    }
    throw new LocalException(
        name + " was not ready after " + limit.toSeconds() + " s: " + tail(), last);
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()))
          + " (all of it: "
          + log
          + ")";
    } catch (IOException e) {
      return "its log can't be read: " + log;
    }
  }

  /** The name of its log and its record. */
  public String name() {
    return name;
  }

  /** True until it has ended. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Waits until it has ended; returns its exit code. */
  int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  /** The process id; a restart changes it. */
  public long pid() {
    return process.pid();
  }

  /** Asks the server to end, and kills it if it doesn't. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  /** Waits for a server that was asked to end in its own way, then kills it. */
  public void awaitEnd() {
    try {
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      leftovers.forget(name);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Checks whether a server answers; throws one of these, or gRPC's status, while it doesn't. */
  @FunctionalInterface
  public interface Readiness {
    /** Returns when the server answers. */
    void check() throws IOException, SQLException;
  }
}
