package scout.cli.commands;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code run.json} in {@code SCOUT_HOME}, which leads commands to the stack running there.
 * It holds secrets, so only its owner may read it.
 *
 * @param pid the process that runs the stack
 * @param startedAt when that process began, in milliseconds since 1970 UTC, since pids are reused
 * @param processes the stack's other processes: name to pid, e.g. {@code postgres}
 * @param ready true once every component is usable
 * @param environment the stack's settings by name: those of {@code ./scout env} and the role
 *     passwords
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunFile(
    long pid,
    long startedAt,
    Map<String, Long> processes,
    boolean ready,
    Map<String, String> environment) {
  private static final String NAME = "run.json";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Start times count from the system's boot time, which is known only to the second. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  public RunFile {
    processes = Map.copyOf(processes);
    environment = Map.copyOf(environment);
  }

  /** The run file of this process; see the record for the parameters. */
  public static RunFile ofThisProcess(
      Map<String, Long> processes, boolean ready, Map<String, String> environment) {
    ProcessHandle self = ProcessHandle.current();
    return new RunFile(self.pid(), startOf(self), processes, ready, environment);
  }

  /**
   * Reads {@code run.json}.
   *
   * @param home the folder {@code SCOUT_HOME}
   * @return empty if there is none
   */
  public static Optional<RunFile> read(Path home) throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(home.resolve(NAME)), RunFile.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes {@code run.json}, readable only by its owner. A reader sees the whole old or new file.
   *
   * @param home the folder {@code SCOUT_HOME}; created if missing
   */
  public void write(Path home) throws IOException {
    Files.createDirectories(home);
    Path draft =
        Files.createTempFile(
            home,
            NAME,
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(draft, JSON.writeValueAsBytes(this));
      Files.move(
          draft,
          home.resolve(NAME),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Removes {@code run.json}, if it exists. */
  public static void delete(Path home) throws IOException {
    Files.deleteIfExists(home.resolve(NAME));
  }

  /** True if the process that runs the stack is still the one that wrote this file. */
  public boolean alive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> Math.abs(startOf(process) - startedAt) <= CLOCK_TOLERANCE.toMillis())
        .isPresent();
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
