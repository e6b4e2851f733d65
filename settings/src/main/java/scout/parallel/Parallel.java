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
import java.util.function.Function;

/** Runs independent tasks, a few at once. It is reusable; closing it interrupts running tasks. */
public final class Parallel implements AutoCloseable {
  private final ExecutorService threads;

  /**
   * @param atOnce the number of threads
   */
  public Parallel(int atOnce) {
    threads = Executors.newFixedThreadPool(atOnce);
  }

  /**
   * Runs all tasks to their ends, and then fails if one has failed.
   *
   * @return their results, in their order
   * @throws ExecutionException with the exception of the first failed task in their order;
   *     exceptions of others are suppressed in it
   * @throws InterruptedException if this thread is interrupted; running tasks are then interrupted,
   *     others never start
   */
  public <T> List<T> all(List<? extends Callable<T>> works)
      throws InterruptedException, ExecutionException {
    return results(threads.invokeAll(works));
  }

  /**
   * Does the same work with each input.
   *
   * @return the results, in the order of the inputs
   * @throws RuntimeException the exception of the first input whose work failed; those of others
   *     are suppressed in it
   * @throws InterruptedException see {@link #all}
   */
  public <A, T> List<T> each(List<A> inputs, Function<? super A, ? extends T> work)
      throws InterruptedException {
    List<Callable<T>> works = new ArrayList<>();
    inputs.forEach(input -> works.add(() -> work.apply(input)));
    try {
      return all(works);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  /**
   * The same as {@link #all}, but after a failure no other task starts. An interruption is reported
   * to {@code interrupted}; the method still returns only when no task runs any more.
   *
   * @param interrupted called when this thread is interrupted; should end the tasks if possible
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

  /** Waits for all to end. */
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

  /** Marks a task that never started, since another had failed. */
  private static final class NeverBegun extends CancellationException {
    private static final long serialVersionUID = 1L;
  }
}
