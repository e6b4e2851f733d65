package scout.bench.layers;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import scout.schema.SqlFile;

/** The limit of a rebuild: fills each empty layer by one INSERT … SELECT from the one below. */
final class BareRebuild {
  private static final SqlFile SQL = SqlFile.load(BareRebuild.class, "bare.sql");

  private BareRebuild() {}

  /** Empties the layers above bronze. */
  static void empty(Handle handle) {
    handle.execute(SQL.get("truncate_layers"));
  }

  /** Fills the layers, in the caller's transaction. */
  static void run(Handle handle) {
    fill(handle, "silver_of_all");
    BenchDatabase.analyse(handle, "silver_edge_transactions");
    fill(handle, "gold_of_all");
    BenchDatabase.analyse(handle, "gold_store_daily_summary");
    fill(handle, "platinum_of_all");
  }

  private static void fill(Handle handle, String layer) {
    handle
        .createUpdate(SQL.get(layer))
        // silver has its own
        .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
        .bind("moment", OffsetDateTime.now(ZoneOffset.UTC))
        .execute();
  }
}
