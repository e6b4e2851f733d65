package scout.starter.hooks;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits how many events go to Temporal at once. Without a limit, a burst makes more calls than
 * Temporal answers in time. It carries them out, but the senders repeat them. The limit leaves each
 * call several times the time it needs.
 */
final class CallLimit {
  private static final int CALLS = 32;

  /** A shorter wait would refuse most of a burst, which is then sent again and costs more. */
  private static final Duration WAIT = Duration.ofSeconds(3);

  private final Semaphore free = new Semaphore(CALLS, true);
  private final Duration wait;

  CallLimit() {
    this(WAIT);
  }

  CallLimit(Duration wait) {
    this.wait = wait;
  }

  /** Waits briefly for a turn; false if none comes. After true, call {@link #leave}. */
  boolean enter() {
    try {
      return free.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void leave() {
    free.release();
  }
}
