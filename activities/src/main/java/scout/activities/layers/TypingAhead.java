package scout.activities.layers;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import scout.activities.database.Heartbeat;

/**
 * Types the next batch on a second connection while a batch is written, since typing is a large
 * part of the work and needs no lock. A batch that the database refuses to type is left to its own
 * transaction, which meets the same refusal and judges it.
 */
final class TypingAhead implements AutoCloseable {
  private final Jdbi jdbi;
  private final LayerSettings settings;
  private final Heartbeat heartbeat;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread ahead = new Thread(task, "typing-ahead");
            ahead.setDaemon(true);
            return ahead;
          });
  private CompletableFuture<TypedBatch> begun;

  /**
   * @param heartbeat cancels the typing too when it ends the activity
   */
  TypingAhead(Jdbi jdbi, LayerSettings settings, Heartbeat heartbeat) {
    this.jdbi = jdbi;
    this.settings = settings;
    this.heartbeat = heartbeat;
  }

  /** Begins to type a batch. The batch before must have been taken. */
  void begin(List<UUID> files) {
    begun = CompletableFuture.supplyAsync(() -> type(files), thread);
  }

  private TypedBatch type(List<UUID> files) {
    TypedBatch batch = TypedBatch.begin(jdbi, settings, files);
    try {
      return heartbeat.inPart(batch.handle(), handle -> batch.type());
    } catch (RuntimeException e) {
      batch.close();
      throw e;
    }
  }

  /**
   * Waits for the batch that was begun and hands it to the caller, who closes it.
   *
   * @return empty if none was begun, or if the database refused
   */
  Optional<TypedBatch> take() {
    if (begun == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(begun.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof JdbiException) {
        return Optional.empty();
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      begun = null;
    }
  }

  /** Waits for the typing under way and rolls it back. */
  @Override
  public void close() {
    try {
      take().ifPresent(TypedBatch::close);
    } finally {
      thread.shutdown();
    }
  }
}
