package scout.starter.hooks;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many events are handed to Temporal at once. Without a limit, a burst keeps more calls under
 * way than Temporal answers before their deadline: they are done there, and yet sent again. The
 * bound leaves each call several times the time that it needs.
 */
final class CallLimit {
  private static final int CALLS = 32;

  /** If it were shorter, most of a burst would be refused and come again, which costs more. */
  private static final Duration WAIT = Duration.ofSeconds(3);

  private final Semaphore free = new Semaphore(CALLS, true);
  private final Duration wait;

  CallLimit() {
    this(WAIT);
  }

  CallLimit(Duration wait) {
    this.wait = wait;
  }

  /**
   * Waits shortly for its turn; false if it doesn't come. After true, {@link #leave} must follow.
   */
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
