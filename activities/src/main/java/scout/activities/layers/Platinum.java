package scout.activities.layers;

import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/** Recomputes the features whose windows contain a store-day that changed in gold. */
final class Platinum {
  private static final String TABLE = "platinum_store_features";
  private static final SqlFile SQL = OutboxLayer.sql(TABLE);

  static final OutboxLayer LAYER =
      new OutboxLayer("platinum", TABLE, "pg_temp.platinum_changed", Platinum::compute);

  private Platinum() {}

  private static void compute(Handle handle) {
    OutboxLayer.run(handle, SQL, "compute");
  }
}
