package scout.starter.hooks;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many events are handed to Temporal at once. Without a limit, a burst keeps more calls under
 * way than Temporal answers before their deadline: they are done there, and yet sent again. The
 * bound leaves each call several times the time that it needs.
 */
final class CallLimit {
  private static final int CALLS = 24;
  private static final long WAIT_MILLIS = 1_000;

  private final Semaphore free = new Semaphore(CALLS, true);

  /**
   * Waits shortly for its turn; false if it doesn't come. After true, {@link #leave} must follow.
   */
  boolean enter() {
    try {
      return free.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void leave() {
    free.release();
  }
}
