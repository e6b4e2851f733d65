package scout.console;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Update;
import scout.schema.SqlFile;
import scout.schema.WatchedDatabase;

/** Fills a database with some days of an installation. */
final class SampleDays {
  private static final SqlFile SQL = SqlFile.load(SampleDays.class, "/scout/console/sample.sql");

  private SampleDays() {}

  static void fill(WatchedDatabase database, int files, int devices, int stores, int days) {
    Map<String, Integer> sizes =
        Map.of("files", files, "devices", devices, "stores", stores, "days", days);
    database
        .owner()
        .useHandle(
            handle -> {
              for (String statement :
                  List.of(
                      "files",
                      "rejects",
                      "silver",
                      "gold",
                      "platinum",
                      "alerts",
                      "refreshes",
                      "sweeps",
                      "checks",
                      "results",
                      "usage",
                      "counted",
                      "snapshots")) {
                Update update = handle.createUpdate(SQL.get(statement));
                sizes.forEach(
                    (name, size) -> {
                      if (SQL.get(statement).contains(":" + name)) {
                        update.bind(name, size);
                      }
                    });
                update.execute();
              }
              handle.execute("ANALYZE");
            });
  }
}
