package scout.activities.layers;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A batch of files whose records are typed, in a transaction of its own that nobody has committed.
 * Closing it rolls back what was not written.
 */
final class TypedBatch implements AutoCloseable {
  private final Handle handle;
  private final LayerSettings settings;
  private final List<UUID> files;
  private DeclaredSource source;

  private TypedBatch(Handle handle, LayerSettings settings, List<UUID> files) {
    this.handle = handle;
    this.settings = settings;
    this.files = files;
  }

  /** Begins the transaction, on a session that no other batch uses. */
  static TypedBatch begin(Jdbi jdbi, LayerSettings settings, List<UUID> files) {
    Handle handle = jdbi.open();
    try {
      handle.begin();
      return new TypedBatch(handle, settings, files);
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  Handle handle() {
    return handle;
  }

  /** Types the records as silver is filled now. */
  TypedBatch type() {
    LayerLock.giveMemory(handle);
    source = DeclaredSource.inForce(handle);
    batch(source).typeAhead(files);
    return this;
  }

  /**
   * Writes the batch, as the holder of silver. It doesn't wait for another writer of silver, which
   * may wait for bronze, since this transaction has read bronze.
   *
   * @return empty if another writes silver, or if the files or the declaration have changed since
   */
  Optional<SilverBatch.Settled> settle() {
    if (!LayerLock.takeAtOnce(handle, Silver.LAYER)
        || !DeclaredSource.inForce(handle).equals(source)) {
      return Optional.empty();
    }
    new SettingsInForce(source.applied(settings)).require(handle);
    return batch(source).settleTyped(files);
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
    }
  }
}
