package scout.activities.layers;

import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/**
 * A row lock that one writer of a layer holds until its transaction ends. Not an advisory lock,
 * since a quality check could take that.
 */
final class LayerLock {
  private static final SqlFile SQL =
      SqlFile.load(LayerLock.class, "/scout/schema/layers/layer_lock.sql");

  private LayerLock() {}

  /** Waits until nobody else writes the layer. */
  static void take(Handle handle, String layer) {
    handle.createQuery(SQL.get("lock")).bind("layer", layer).mapTo(String.class).one();
  }
}
