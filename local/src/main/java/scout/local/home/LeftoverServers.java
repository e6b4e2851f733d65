package scout.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The servers started from a home, by process id and start time (the system reuses ids). With it,
 * the next run can end servers that a killed run left behind.
 */
public final class LeftoverServers {
  private static final Duration GRACE = Duration.ofSeconds(10);
  // the start time is derived from the boot time, which a clock adjustment may shift
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final Path folder;

  /** The records of a home. */
  public LeftoverServers(StackHome home) throws IOException {
    this.folder = home.folder("run");
  }

  void record(String name, ProcessHandle process) throws IOException {
    Instant start = process.info().startInstant().orElse(Instant.EPOCH);
    Files.writeString(file(name), process.pid() + " " + start.toEpochMilli());
  }

  void forget(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw new LocalException("Can't remove " + file(name) + "; remove it by hand", e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name + ".pid");
  }

  /** The process started under this name, if it still runs. */
  public Optional<ProcessHandle> find(String name) throws IOException {
    if (!Files.exists(file(name))) {
      return Optional.empty();
    }
    String[] words = Files.readString(file(name)).strip().split(" ", -1);
    if (words.length != 2) {
      return Optional.empty();
    }
    Instant start = Instant.ofEpochMilli(Long.parseLong(words[1]));
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(ProcessHandle::isAlive)
        .filter(process -> startedAt(process, start));
  }

  private static boolean startedAt(ProcessHandle process, Instant start) {
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(start, actual).abs().compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }

  /**
   * Ends every server that still runs; call it only while holding the home's lock.
   *
   * @param spared names of servers that end in their own way
   */
  public void endAllBut(Set<String> spared) throws IOException, InterruptedException {
    for (String name : names()) {
      if (spared.contains(name)) {
        continue;
      }
      Optional<ProcessHandle> process = find(name);
      if (process.isPresent()) {
        end(process.get());
      }
      forget(name);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".pid"))
          .map(file -> file.substring(0, file.length() - ".pid".length()))
          .toList();
    }
  }

  private static void end(ProcessHandle process) throws InterruptedException {
    process.destroy();
    try {
      process.onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      while (process.isAlive()) {
        Thread.sleep(20);
      }
    }
  }
}
