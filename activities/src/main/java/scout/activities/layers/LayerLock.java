package scout.activities.layers;

import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/**
 * A row lock that one writer of a layer holds until its transaction ends. An advisory lock won't
 * do: a quality check could take it.
 */
final class LayerLock {
  private static final SqlFile SQL =
      SqlFile.load(LayerLock.class, "/scout/schema/layers/layer_lock.sql");

  private LayerLock() {}

  /** Waits until no one else writes the layer. */
  static void take(Handle handle, String layer) {
    handle.createQuery(SQL.get("lock")).bind("layer", layer).mapTo(String.class).one();
  }

  /** Takes it only if no one else writes the layer; returns whether it did. */
  static boolean takeAtOnce(Handle handle, String layer) {
    return handle
        .createQuery(SQL.get("lock_at_once"))
        .bind("layer", layer)
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }

  /** Prepares a transaction that reads now and becomes a writer later, if it takes the lock. */
  static void prepare(Handle handle) {
    handle.createQuery(SQL.get("prepare")).mapTo(String.class).list();
  }
}
