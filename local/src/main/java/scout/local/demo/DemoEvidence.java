package scout.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterable;
import scout.schema.SqlFile;
import scout.settings.DatabaseSettings;

/** Reads the outcomes of the samples, as the database's owner. */
public final class DemoEvidence {
  private static final SqlFile SQL = SqlFile.load(DemoEvidence.class, "/scout/local/demo.sql");

  private final Jdbi database;

  /**
   * @param owner may read every table
   */
  public DemoEvidence(DatabaseSettings owner) {
    this.database = Jdbi.create(owner.url(), owner.user(), owner.password());
  }

  /** A named statement's rows; every value as text, null as {@code -}. */
  AlignedTable table(String statement) {
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
                      return new AlignedTable(header, lines);
                    }));
  }

  /** The outcome of each object in the ledger, by object key. */
  Map<String, ExpectedOutcome> outcomes() {
    return database.withHandle(
        handle -> {
          ResultIterable<ExpectedOutcome> files =
              handle
                  .createQuery(SQL.get("files"))
                  .map(
                      (row, context) ->
                          new ExpectedOutcome(
                              row.getString("file"),
                              row.getString("outcome"),
                              row.getLong("read"),
                              row.getLong("loaded"),
                              row.getLong("rejected")));
          return files.stream().collect(Collectors.toMap(ExpectedOutcome::file, file -> file));
        });
  }
}
