package scout.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterable;
import scout.schema.SqlFile;
import scout.settings.DatabaseSettings;

/** Reads what became of the samples, as the database's owner. */
public final class Evidence {
  private static final SqlFile SQL = SqlFile.load(Evidence.class, "/scout/local/demo.sql");

  private final Jdbi database;

  /**
   * @param owner may read every table
   */
  public Evidence(DatabaseSettings owner) {
    this.database = Jdbi.create(owner.url(), owner.user(), owner.password());
  }

  /** A named statement's answer; every value as text, null as {@code -}. */
  Table table(String statement) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(SQL.get(statement))
                .scanResultSet(
                    (results, context) -> {
                      var rows = results.get();
                      var meta = rows.getMetaData();
                      List<String> header = new ArrayList<>();
                      for (int c = 1; c <= meta.getColumnCount(); c++) {
                        header.add(meta.getColumnLabel(c));
                      }
                      List<List<String>> lines = new ArrayList<>();
                      while (rows.next()) {
                        List<String> line = new ArrayList<>();
                        for (int c = 1; c <= header.size(); c++) {
                          String value = rows.getString(c);
                          line.add(value == null ? "-" : value);
                        }
                        lines.add(line);
                      }
                      return new Table(header, lines);
                    }));
  }

  /** What became of each object that entered the ledger, by object key. */
  Map<String, Promise> outcomes() {
    return database.withHandle(
        handle -> {
          ResultIterable<Promise> files =
              handle
                  .createQuery(SQL.get("files"))
                  .map(
                      (row, context) ->
                          new Promise(
                              row.getString("file"),
                              row.getString("outcome"),
                              row.getLong("read"),
                              row.getLong("loaded"),
                              row.getLong("rejected")));
          return files.stream().collect(Collectors.toMap(Promise::file, file -> file));
        });
  }
}
