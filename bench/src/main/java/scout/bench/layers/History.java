package scout.bench.layers;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import scout.schema.SqlFile;

/**
 * What a chain of 200 shops has sold and Scout has settled, up to yesterday.
 *
 * @param records in all; a multiple of 200 × recordsPerFile
 * @param days over which they are spread evenly
 * @param recordsPerFile of the files that they came in
 */
record History(long records, int days, int recordsPerFile) {
  private static final SqlFile SQL = SqlFile.load(History.class, "history.sql");
  private static final SqlFile BARE = SqlFile.load(History.class, "bare.sql");

  /** Fills a new database; returns the seconds that it took. */
  double fill(BenchDatabase database) {
    double seconds =
        database.inTransaction(
            handle -> {
              handle.createQuery(SQL.get("months")).bind("days", days).mapTo(boolean.class).list();
              handle.createUpdate(SQL.get("settings")).execute();
              run(handle, SQL, "files");
              run(handle, SQL, "bronze");
              handle.createUpdate(BARE.get("silver_of_all")).execute();
              OffsetDateTime moment = OffsetDateTime.now(ZoneOffset.UTC).minusHours(2);
              for (String layer : new String[] {"gold_of_all", "platinum_of_all"}) {
                handle.createUpdate(BARE.get(layer)).bind("moment", moment).execute();
              }
              handle.createUpdate(SQL.get("checks_passed")).execute();
            });
    long begin = System.nanoTime();
    database.owner().useHandle(handle -> handle.execute("VACUUM (ANALYZE)"));
    return seconds + (System.nanoTime() - begin) / 1e9;
  }

  private void run(Handle handle, SqlFile file, String statement) {
    handle
        .createUpdate(file.get(statement))
        // not every statement needs each
        .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
        .bind("records", records)
        .bind("days", days)
        .bind("per_file", recordsPerFile)
        .execute();
  }
}
