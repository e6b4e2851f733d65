package scout.bench.ingest;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import scout.parallel.Parallel;

/** Does the same work on many items, a few at a time. */
final class BoundedThreads {
  private BoundedThreads() {}

  /** The work on an item. */
  @FunctionalInterface
  interface Work<T> {
    void on(T item) throws Exception;
  }

  private static <T> Callable<Void> call(Work<T> work, T item) {
    return () -> {
      work.on(item);
      return null;
    };
  }

  /** Returns when all are done; throws the exception of the first failure. */
  static <T> void each(int atOnce, List<T> items, Work<T> work) throws Exception {
    try (Parallel parallel = new Parallel(atOnce)) {
      var unused = parallel.all(items.stream().map(item -> call(work, item)).toList());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
  }
}
