package scout.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does independent things at the same time. */
final class Together {
  private Together() {}

  /**
   * Runs all to their ends, and only then fails if one has failed: so whatever was begun is known.
   *
   * @return the results in order
   */
  static <T> List<T> run(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      Exception first = null;
      for (Future<T> future : threads.invokeAll(tasks)) {
        try {
          results.add(future.get());
        } catch (ExecutionException e) {
          Exception cause = e.getCause() instanceof Exception known ? known : e;
          if (first == null) {
            first = cause;
          } else {
            first.addSuppressed(cause);
          }
        }
      }
      if (first != null) {
        throw first;
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
