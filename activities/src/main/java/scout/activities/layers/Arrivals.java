package scout.activities.layers;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import scout.schema.SqlFile;

/**
 * Whether files are on their way to silver now.
 *
 * @param sweeping a sweep hands files over, or waits for those that it gave to the bulk lane
 * @param loading a file is being loaded in its journey
 */
record Arrivals(boolean sweeping, boolean loading) {
  private static final SqlFile SQL =
      SqlFile.load(Arrivals.class, "/scout/schema/layers/arrivals.sql");

  static Arrivals now(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(SQL.get("now")).map(ConstructorMapper.of(Arrivals.class)).one());
  }

  boolean any() {
    return sweeping || loading;
  }
}
