package scout.activities.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Waits for the answers of the asynchronous S3 client. */
final class StorageCalls {
  private final StorageFailures failures;

  StorageCalls(StorageFailures failures) {
    this.failures = failures;
  }

  /**
   * Makes a call and waits for its answer; the client's timeouts bound the wait.
   *
   * @param name the call as messages name it, e.g. {@code GET}
   * @param key the object's key, null for the bucket itself
   */
  <T> T run(String name, String key, Supplier<CompletableFuture<T>> call) {
    CompletableFuture<T> answer;
    try {
      answer = call.get();
    } catch (IllegalArgumentException e) {
      throw failures.of(name, key, e);
    }
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw failures.of(name, key, e.getCause());
    } catch (InterruptedException e) {
      CompletableFuture<Void> ignored = answer.thenAccept(StorageCalls::release);
      Thread.currentThread().interrupt();
      throw failures.of(name, key, e);
    }
  }

  /** An answer that nobody waits for any more must not keep its connection. */
  private static void release(Object late) {
    if (late instanceof Closeable open) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
