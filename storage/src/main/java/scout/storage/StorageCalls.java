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
   * @throws StorageDenied if the client can't address the key: it merges slashes, and refuses
   *     folders named {@code .} and {@code ..}
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
   * @param key the key or prefix in messages, null for the bucket itself
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
   * The exception for one object of a bulk call.
   *
   * @param code the storage's error code
   */
  StorageException refused(String name, String key, String code) {
    return failures.ofObject(name, key, code);
  }

  /** Releases the connection of an answer that nobody waits for any more. */
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
