package scout.storage;

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
   * Makes a call on an object and waits for its answer.
   *
   * @param name the call as messages name it, e.g. {@code GET}
   * @throws StorageDenied if the key is one that the client would make another key of: it merges
   *     slashes, and refuses folders called {@code .} and {@code ..}
   */
  <T> T object(String name, String key, Supplier<CompletableFuture<T>> call) {
    return run(
        name,
        key,
        () -> {
          requireAddressable(key);
          return call.get();
        });
  }

  /** Throws an IllegalArgumentException for a key with an empty folder. */
  static void requireAddressable(String key) {
    if (key.contains("//")) {
      throw new IllegalArgumentException("a key with '//' in it can't be addressed");
    }
  }

  /**
   * Makes a call on the bucket and waits for its answer; the client's timeouts bound the wait.
   *
   * @param name the call as messages name it, e.g. {@code GET}
   * @param key what messages name: a prefix, null for the bucket itself
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

  /**
   * The exception for one object of a call on many.
   *
   * @param code what the storage has against it
   */
  StorageException refused(String name, String key, String code) {
    return failures.ofObject(name, key, code);
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
