package scout.starter.inbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a waiting thread. A call while it doesn't wait ends its next wait at once. */
public final class WakeUp {
  private final Semaphore calls = new Semaphore(0);

  void wake() {
    calls.release();
  }

  /** Returns when somebody has called since the last return, or after this time. */
  void await(Duration longest) throws InterruptedException {
    if (calls.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
      calls.drainPermits();
    }
  }
}
