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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.activities.database.Heartbeat;

/**
 * Types the next batch on a second connection while a batch is written, since typing is a large
 * part of the work and needs no lock. A batch that can't be typed ahead is left to its own
 * transaction, which meets the same trouble and judges it.
 */
final class TypingAhead implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TypingAhead.class);

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
  private Optional<CompletableFuture<TypedBatch>> begun = Optional.empty();

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
    begun = Optional.of(CompletableFuture.supplyAsync(() -> type(files), thread));
  }

  private TypedBatch type(List<UUID> files) {
    TypedBatch batch = TypedBatch.begin(jdbi, settings);
    boolean typed = false;
    try {
      heartbeat.inPart(batch.handle(), handle -> batch.type(files));
      typed = true;
      return batch;
    } finally {
      if (!typed) {
        batch.close();
      }
    }
  }

  /**
   * Waits for the batch that was begun and hands it to the caller, who closes it.
   *
   * @return empty if none was begun, or if the database refused
   */
  Optional<TypedBatch> take() {
    Optional<CompletableFuture<TypedBatch>> taken = begun;
    begun = Optional.empty();
    try {
      return taken.map(CompletableFuture::join);
    } catch (CompletionException e) {
      if (e.getCause() instanceof JdbiException refused) {
        LOG.warn("A batch could not be typed ahead; it is typed when it is written", refused);
        return Optional.empty();
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /**
   * Waits for the typing under way and rolls it back. Fails with nothing: how it ended counts no
   * more, and if the activity was ended, that is known to the caller.
   */
  void drop() {
    begun.ifPresent(
        typing ->
            typing
                .handle(
                    (batch, failure) -> {
                      if (batch != null) {
                        batch.close();
                      }
                      return null;
                    })
                .join());
    begun = Optional.empty();
  }

  @Override
  public void close() {
    drop();
    thread.shutdown();
  }
}
