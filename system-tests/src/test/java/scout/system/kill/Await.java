package scout.system.kill;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for what other processes bring about. */
final class Await {
  private static final long PAUSE_MILLIS = 50;

  private Await() {}

  /**
   * Returns when the condition holds.
   *
   * @param limit how long it may take before something must be wrong
   * @param otherwise says more if it doesn't come to that
   */
  static void until(
      String what, Duration limit, Callable<Boolean> condition, Supplier<String> otherwise)
      throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("It did not come to this: " + what + "\n" + otherwise.get());
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
