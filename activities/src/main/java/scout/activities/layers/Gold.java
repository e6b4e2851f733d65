package scout.activities.layers;

import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/** Recomputes the store-days that changed in silver. */
final class Gold {
  private static final String TABLE = "gold_store_daily_summary";
  private static final SqlFile SQL = OutboxLayer.sql(TABLE);

  static final OutboxLayer LAYER =
      new OutboxLayer("gold", TABLE, "pg_temp.gold_dirty", Gold::compute);

  private Gold() {}

  private static void compute(Handle handle) {
    if (muchChanged(handle)) {
      QueryPlan.asUsual(handle);
      OutboxLayer.run(handle, SQL, "gather_all");
    } else {
      OutboxLayer.run(handle, SQL, "gather_changed");
    }
    OutboxLayer.run(handle, SQL, "summarise");
  }

  private static boolean muchChanged(Handle handle) {
    return handle.createQuery(SQL.get("much_changed")).mapTo(boolean.class).one();
  }
}
