package scout.bench.layers;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import scout.schema.SqlFile;

/** The limit of a refresh: plain SQL that leaves the same rows, in one transaction. */
enum BareRefresh {
  /** Recomputes the store-days and windows that the file touches. */
  OF_WHAT_CHANGED(
      "silver_of_file",
      "touched",
      "analyze_touched",
      "gold_of_touched",
      "platinum_of_touched",
      "mark_file"),
  /** Recomputes all store-days and windows. */
  OF_ALL(
      "silver_of_file",
      "truncate_gold",
      "gold_of_all",
      "truncate_platinum",
      "platinum_of_all",
      "mark_file");

  private static final SqlFile SQL = SqlFile.load(BareRefresh.class, "bare.sql");

  private final List<String> statements;

  BareRefresh(String... statements) {
    this.statements = List.of(statements);
  }

  /** Settles the file and refreshes the layers above, in the caller's transaction. */
  void run(Handle handle, NewFile file) {
    for (String statement : statements) {
      handle
          .createUpdate(SQL.get(statement))
          // not every statement needs each
          .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
          .bind("file", file.fileId())
          .bind("loaded", file.loaded())
          .bind("moment", file.loaded())
          .execute();
    }
  }
}
