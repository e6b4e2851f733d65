package scout.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does independent pieces of work, a few at once. It can be used again and again; closing it
 * interrupts whatever still runs.
 */
public final class Parallel implements AutoCloseable {
  private final ExecutorService threads;

  /**
   * @param atOnce in how many threads
   */
  public Parallel(int atOnce) {
    threads = Executors.newFixedThreadPool(atOnce);
  }

  /**
   * Runs all to their ends, and only then fails if one has failed.
   *
   * @return what they gave, in their order
   * @throws ExecutionException with what the first in their order threw that failed; what others
   *     threw is suppressed in that
   * @throws InterruptedException if this thread is interrupted; what runs is interrupted then, and
   *     what has not begun never does
   */
  public <T> List<T> all(List<? extends Callable<T>> works)
      throws InterruptedException, ExecutionException {
    return results(threads.invokeAll(works));
  }

  /**
   * The same, but once one has failed, no other begins. An interruption is told, and then waited
   * on: returns only when nothing runs any more.
   *
   * @param interrupted called when this thread is interrupted; has the works end, if it can
   */
  public <T> List<T> untilOneFails(List<? extends Callable<T>> works, Runnable interrupted)
      throws ExecutionException {
    AtomicBoolean failed = new AtomicBoolean();
    List<Future<T>> ends = new ArrayList<>();
    for (Callable<T> work : works) {
      ends.add(threads.submit(() -> unless(failed, work)));
    }
    while (true) {
      try {
        return results(ends);
      } catch (InterruptedException e) {
        interrupted.run();
      }
    }
  }

  private static <T> T unless(AtomicBoolean failed, Callable<T> work) throws Exception {
    if (failed.get()) {
      throw new NeverBegun();
    }
    boolean done = false;
    try {
      T given = work.call();
      done = true;
      return given;
    } finally {
      if (!done) {
        failed.set(true);
      }
    }
  }

  /** Waits for the end of each. */
  private static <T> List<T> results(List<Future<T>> ends)
      throws InterruptedException, ExecutionException {
    List<T> given = new ArrayList<>();
    List<ExecutionException> failures = new ArrayList<>();
    for (Future<T> end : ends) {
      try {
        given.add(end.get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof NeverBegun)) {
          failures.add(e);
        }
      }
    }
    if (failures.isEmpty()) {
      return given;
    }
    ExecutionException first = failures.get(0);
    for (ExecutionException other : failures.subList(1, failures.size())) {
      if (other.getCause() != first.getCause()) {
        first.getCause().addSuppressed(other.getCause());
      }
    }
    throw first;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** What was to be done before it has failed. */
  private static final class NeverBegun extends CancellationException {
    private static final long serialVersionUID = 1L;
  }
}
