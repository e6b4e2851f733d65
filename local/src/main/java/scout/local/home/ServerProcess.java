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
 * A server that runs as a process of its own, with its output in the home's logs. It is written
 * down from its first moment, so that the next start can end it if this process is killed.
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
   * @param environment is added to this process's own
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
   * Starts it once more, after it has ended, and waits until it answers as it did before. One that
   * runs and doesn't answer yet, as in a long recovery, is waited for again.
   */
  void restart() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      process = launch();
    }
    awaitReady(readiness, limit);
  }

  /**
   * A session of its own keeps Ctrl-C in the terminal from ending a server before those who use it.
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

  /** The name under which its log and its record are kept. */
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

  /** The process's id; another one after a restart. */
  public long pid() {
    return process.pid();
  }

  /** Asks the server to end, and ends it by force if it doesn't. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  /** Waits for a server that was told to end in its own way, then ends it by force. */
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

  /** Asks a server whether it answers; throws one of these, or gRPC's status, while it doesn't. */
  @FunctionalInterface
  public interface Readiness {
    /** Returns when the server answers. */
    void check() throws IOException, SQLException;
  }
}
