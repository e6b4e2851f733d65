package scout.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Restarts servers of a home that end by themselves, with growing pauses. It gives up a server
 * after several failed starts in a row. If the disk is full, it retries until there is space.
 */
public final class ServerWatch implements AutoCloseable {
  private static final int TRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

  /** A server that ran this long had a successful start. */
  private static final Duration STEADY = Duration.ofMinutes(1);

  /** With less space than this, PostgreSQL can't continue to write. */
  private static final long SPACE_BYTES = 64L << 20;

  private final StackHome home;
  private final Consumer<String> screen;
  private final Restarted restarted;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<String> givenUp = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  /** Receives a restart. */
  @FunctionalInterface
  public interface Restarted {
    /** Called after a restart, when the process ids have changed. */
    void run() throws IOException;
  }

  /**
   * @param screen receives lines for people
   * @param restarted called after each restart
   */
  public ServerWatch(StackHome home, Consumer<String> screen, Restarted restarted) {
    this.home = home;
    this.screen = screen;
    this.restarted = restarted;
  }

  /** Watches them from now on; restarts ended ones too. */
  public void watch(List<ServerProcess> servers) {
    for (ServerProcess server : servers) {
      Thread thread = new Thread(() -> keep(server), "watch-" + server.name());
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /**
   * Waits until a server was given up, or this is closed.
   *
   * @return true if one was given up
   */
  public boolean awaitEnd() throws InterruptedException {
    ended.await();
    return givenUp.get() != null;
  }

  private void keep(ServerProcess server) {
    try {
      int failures = 0;
      while (failures < TRIES) {
        long began = System.nanoTime();
        int exit = server.awaitExit();
        if (closed.getCount() == 0) {
          return;
        }
        if (System.nanoTime() - began > STEADY.toNanos()) {
          failures = 0;
        }
        screen.accept(
            "%s ended by itself (exit code %d); starting it again.".formatted(server.name(), exit));
        failures = startAgain(server, failures);
      }
      giveUp(server);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how often it has failed in a row. */
  private int startAgain(ServerProcess server, int before) throws InterruptedException {
    int failures = before;
    while (failures < TRIES && !pause(failures)) {
      try {
        server.restart();
        screen.accept(server.name() + " runs again.");
        tell();
        return failures + 1;
      } catch (IOException | LocalException e) {
        Path data = dataOf(server);
        if (isFull(data)) {
          screen.accept(
              "%s can't start: the disk of %s is full; free some, it is tried again."
                  .formatted(server.name(), data));
        } else {
          failures++;
          screen.accept(server.name() + " did not start: " + e.getMessage());
        }
      }
    }
    return TRIES;
  }

  private void tell() {
    try {
      restarted.run();
    } catch (IOException e) {
      screen.accept("run.json can't be written, and names a process that is gone: " + e);
    }
  }

  /** Waits; true if this was closed meanwhile. */
  private boolean pause(int failures) throws InterruptedException {
    long millis = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << failures);
    return closed.await(millis, TimeUnit.MILLISECONDS);
  }

  /** A server's own folder may be a disk of its own. */
  private Path dataOf(ServerProcess server) {
    Path folder = home.root().resolve(server.name());
    return Files.isDirectory(folder) ? folder : home.root();
  }

  private static boolean isFull(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < SPACE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private void giveUp(ServerProcess server) {
    if (closed.getCount() > 0) {
      screen.accept(server.name() + " can't be kept running; ending.");
      givenUp.set(server.name());
      ended.countDown();
    }
  }

  /** Stops restarting servers. */
  @Override
  public void close() {
    closed.countDown();
    ended.countDown();
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
