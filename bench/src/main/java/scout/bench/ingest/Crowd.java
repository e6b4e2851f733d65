package scout.bench.ingest;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same with many things, a few at a time. */
final class Crowd {
  private Crowd() {}

  /** What is done with each. */
  @FunctionalInterface
  interface Work<T> {
    void on(T item) throws Exception;
  }

  /** Returns when all are done; throws what the first that failed threw. */
  static <T> void each(int atOnce, List<T> items, Work<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      List<Future<Void>> all =
          items.stream()
              .map(
                  item ->
                      threads.submit(
                          () -> {
                            work.on(item);
                            return (Void) null;
                          }))
              .toList();
      for (Future<Void> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
