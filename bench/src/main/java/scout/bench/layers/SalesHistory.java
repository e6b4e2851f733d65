package scout.bench.layers;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import scout.schema.SqlFile;

/**
 * The settled sales of a chain of 200 shops, up to yesterday.
 *
 * @param records in all; a multiple of 200 × recordsPerFile
 * @param days the days that they are spread over evenly
 * @param recordsPerFile the records of each of their files
 */
record SalesHistory(long records, int days, int recordsPerFile) {
  private static final SqlFile SQL = SqlFile.load(SalesHistory.class, "history.sql");
  private static final SqlFile BARE = SqlFile.load(SalesHistory.class, "bare.sql");

  /** Fills a new database; returns the seconds. */
  double fill(BenchDatabase database) {
    return database.inHaste(
        () -> {
          database.inTransaction(
              handle -> {
                handle
                    .createQuery(SQL.get("months"))
                    .bind("days", days)
                    .mapTo(boolean.class)
                    .list();
                handle.execute(SQL.get("settings"));
                handle.execute(SQL.get("leave_indexes"));
                run(handle, "files");
              });
          database.inTransaction(handle -> run(handle, "bronze"));
          database.inTransaction(handle -> handle.execute(BARE.get("silver_of_all")));
          database.inTransaction(
              handle ->
                  handle
                      .createQuery(SQL.get("left"))
                      .mapTo(String.class)
                      .list()
                      .forEach(table -> handle.execute("REINDEX TABLE " + table)));
          OffsetDateTime moment = OffsetDateTime.now(ZoneOffset.UTC).minusHours(2);
          for (String layer : new String[] {"gold_of_all", "platinum_of_all"}) {
            database.inTransaction(
                handle -> handle.createUpdate(BARE.get(layer)).bind("moment", moment).execute());
          }
          database.inTransaction(handle -> handle.execute(SQL.get("checks_passed")));
          database.inTransaction(handle -> handle.execute(SQL.get("checks_cover")));
        });
  }

  private void run(Handle handle, String statement) {
    handle
        .createUpdate(SQL.get(statement))
        // not every statement needs each
        .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
        .bind("records", records)
        .bind("days", days)
        .bind("per_file", recordsPerFile)
        .execute();
  }
}
