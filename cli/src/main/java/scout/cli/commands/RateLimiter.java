package scout.cli.commands;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Runs numbered tasks at a rate, a few at once; no more than those wait.
 *
 * @param perSecond tasks per second
 * @param most the number of tasks
 */
record RateLimiter(double perSecond, long most) {
  private static final int AT_ONCE = 8;
  private static final Duration LATE = Duration.ofSeconds(1);

  /** One task. */
  @FunctionalInterface
  interface Work {
    /** Runs task {@code n}, from 0. */
    void run(long n) throws Exception;
  }

  /**
   * The outcome.
   *
   * @param done how many tasks
   * @param took the time it took
   * @param late true if the work was slower than the rate
   */
  record Outcome(long done, Duration took, boolean late) {}

  /**
   * Runs all tasks; ends early if one fails.
   *
   * @param progress receives the number done
   * @throws ExecutionException with the cause if a task failed
   */
  Outcome run(Work work, LongConsumer progress) throws InterruptedException, ExecutionException {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            AT_ONCE, AT_ONCE, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(AT_ONCE));
    ArrayBlockingQueue<Future<?>> unfinished = new ArrayBlockingQueue<>(AT_ONCE);
    long start = System.nanoTime();
    long behind = 0;
    try {
      for (long n = 0; n < most; n++) {
        long wait = start + (long) (n / perSecond * 1e9) - System.nanoTime();
        behind = Math.max(0, -wait);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
        if (unfinished.remainingCapacity() == 0) {
          unfinished.remove().get();
        }
        long piece = n;
        FutureTask<Void> task =
            new FutureTask<>(
                () -> {
                  work.run(piece);
                  return null;
                });
        pool.execute(task);
        unfinished.add(task);
        progress.accept(n + 1);
      }
      for (Future<?> last : unfinished) {
        last.get();
      }
    } finally {
      pool.shutdownNow();
    }
    return new Outcome(most, Duration.ofNanos(System.nanoTime() - start), behind > LATE.toNanos());
  }
}
