package scout.activities.layers;

import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/** How the statements of a transaction are planned. */
final class QueryPlan {
  private static final SqlFile SQL = SqlFile.load(QueryPlan.class, "/scout/schema/layers/plan.sql");

  private QueryPlan() {}

  /** Makes them reach history by index only, whatever the statistics say. */
  static void byIndex(Handle handle) {
    handle.createQuery(SQL.get("by_index")).mapToMap().list();
  }

  /** Lets PostgreSQL choose. */
  static void asUsual(Handle handle) {
    handle.execute(SQL.get("as_usual"));
  }
}
