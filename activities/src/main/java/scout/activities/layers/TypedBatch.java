package scout.activities.layers;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A batch of files whose records are typed, in a transaction of its own that nobody has committed.
 * Closing it rolls back what was not written.
 */
final class TypedBatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TypedBatch.class);

  private final Handle handle;
  private final LayerSettings settings;
  private List<UUID> files;
  private DeclaredSource source;

  private TypedBatch(Handle handle, LayerSettings settings) {
    this.handle = handle;
    this.settings = settings;
  }

  /** Begins the transaction, on a session that no other batch uses. */
  static TypedBatch begin(Jdbi jdbi, LayerSettings settings) {
    Handle handle = jdbi.open();
    try {
      handle.begin();
      return new TypedBatch(handle, settings);
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  Handle handle() {
    return handle;
  }

  /** Types the records of those of the files that wait for silver, as it is filled now. */
  TypedBatch type(List<UUID> waiting) {
    LayerLock.prepare(handle);
    source = DeclaredSource.inForce(handle);
    files = batch(source).typeAhead(waiting);
    return this;
  }

  /**
   * Writes the batch, as the holder of silver. It doesn't wait for another writer of silver, which
   * may wait for bronze, since this transaction has read bronze.
   *
   * @param whenTyped what can begin now that no record is left to type
   * @return empty if another writes silver, or if the files or the declaration have changed since
   */
  Optional<SilverBatch.Settled> settle(Runnable whenTyped) {
    if (!holdsSilver() || !DeclaredSource.inForce(handle).equals(source)) {
      return Optional.empty();
    }
    new SettingsInForce(source.applied(settings)).require(handle);
    return batch(source).settleTyped(files, whenTyped);
  }

  /** Nothing is written yet, so a session that has ended since is no loss. */
  private boolean holdsSilver() {
    try {
      return LayerLock.takeAtOnce(handle, Silver.LAYER);
    } catch (JdbiException e) {
      LOG.warn("What was typed ahead is lost; it is typed when it is written", e);
      return false;
    }
  }

  private SilverBatch batch(DeclaredSource declared) {
    return new SilverBatch(handle, declared.applied(settings), declared);
  }

  void commit() {
    handle.commit();
  }

  @Override
  public void close() {
    try (handle) {
      if (handle.isInTransaction()) {
        handle.rollback();
      }
    } catch (JdbiException e) {
      LOG.warn("The session of a typed batch has ended, which has rolled it back", e);
    }
  }
}
