package scout.system.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A worker, or a starter, as a process of its own, started as its image starts it. It reaches the
 * database and the bucket by wires of its own.
 */
final class WorkerProcess implements AutoCloseable {
  /** How long one that is told to stop may take. */
  private static final long END_SECONDS = 30;

  private static final int TAIL_LINES = 25;

  /** The exit code of a worker that found a server too busy to answer. */
  private static final int UNREACHABLE = 3;

  private final PostgresWire database;
  private final StorageWire storage;
  private final ProcessBuilder builder;
  private final Path log;
  private volatile Process process;
  private boolean killed;

  private WorkerProcess(
      PostgresWire database, StorageWire storage, ProcessBuilder builder, Path log)
      throws IOException {
    this.database = database;
    this.storage = storage;
    this.builder = builder;
    this.log = log;
    startProcess();
  }

  /**
   * Starts it.
   *
   * @param program its main class
   * @param settings all that it needs, by name; the addresses of database and bucket are replaced
   *     by those of wires to them
   * @param log takes what it says
   */
  static WorkerProcess start(Class<?> program, Map<String, String> settings, Path log)
      throws IOException {
    URI databaseServer = URI.create(settings.get("SCOUT_DB_URL").substring("jdbc:".length()));
    PostgresWire database = new PostgresWire(databaseServer.getPort());
    StorageWire storage = new StorageWire(URI.create(settings.get("SCOUT_S3_ENDPOINT")));
    Map<String, String> wired = new HashMap<>(settings);
    wired.put(
        "SCOUT_DB_URL",
        "jdbc:postgresql://127.0.0.1:" + database.port() + databaseServer.getPath());
    wired.put("SCOUT_S3_ENDPOINT", "http://127.0.0.1:" + storage.port());
    return new WorkerProcess(database, storage, builder(program, wired, log), log);
  }

  private static ProcessBuilder builder(Class<?> program, Map<String, String> settings, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dscout.log.to=console", "-Dfile.encoding=UTF-8"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("SCOUT_") || name.startsWith("TEMPORAL_"));
    builder.environment().putAll(settings);
    return builder;
  }

  /** Whatever looks after a worker starts it again if it found a server too busy to answer. */
  private void startProcess() throws IOException {
    Process started = builder.start();
    process = started;
    CompletableFuture<Void> ignored =
        started.onExit().thenAccept(ended -> startAgain(ended.exitValue()));
  }

  private synchronized void startAgain(int exitCode) {
    if (exitCode == UNREACHABLE && !killed) {
      try {
        startProcess();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void set(Trap trap) {
    wire(trap).set(trap);
  }

  /** What it asked for lately, for whoever wonders why it is not held. */
  String latest(Trap trap) {
    return wire(trap).latest();
  }

  private Wire wire(Trap trap) {
    return trap.place() == Trap.Place.DATABASE ? database : storage;
  }

  /** How many listings it has asked the bucket for. */
  long lists() {
    return storage.lists();
  }

  /** From now on the bucket answers slowly, or not. */
  void slowBucket(boolean slow) {
    storage.slow(slow);
  }

  /** Cuts its connections to the bucket; it may make others. */
  void cutBucket() {
    storage.cut();
  }

  /** {@code kill -9}: nothing of the process or its connections is left when this returns. */
  void kill() {
    synchronized (this) {
      killed = true;
    }
    process.destroyForcibly().onExit().join();
    database.cut();
    storage.cut();
  }

  /** The process's id. */
  long pid() {
    return process.pid();
  }

  /**
   * {@code kill -TERM}: tells it to stop, and waits until it has, which it must within 30 seconds.
   *
   * @return the exit code
   */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("The worker did not end; its log ends in\n" + tail());
    }
    return process.exitValue();
  }

  /** All that it said. */
  String said() throws IOException {
    return Files.readString(log);
  }

  /** The end of what it said. */
  String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  @Override
  public void close() throws IOException {
    kill();
    database.close();
    storage.close();
  }
}
