package scout.bench.layers;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import scout.schema.SqlFile;

/**
 * The limit of the way from bronze to platinum: tables with the same columns and indexes as
 * Scout's, each filled by one plain statement from the one below. The lowest is {@code
 * bare_bronze}.
 */
public final class BareGold {
  private static final SqlFile SQL = SqlFile.load(BareGold.class, "bare.sql");

  /** Scout's tables, by the name of the bare one. */
  private static final Map<String, String> TABLES =
      Map.of(
          "bare_silver", "scout.silver_edge_transactions",
          "bare_gold", "scout.gold_store_daily_summary",
          "bare_platinum", "scout.platinum_store_features");

  private BareGold() {}

  /** Makes empty tables. */
  public static void prepare(Handle handle) {
    TABLES.forEach(
        (bare, table) -> {
          handle.execute("DROP TABLE IF EXISTS " + bare);
          handle.execute("CREATE TABLE " + bare + " (LIKE " + table + " INCLUDING ALL)");
        });
  }

  /** Fills them as a whole, in the caller's transaction. */
  public static void run(Handle handle) {
    handle.execute("TRUNCATE " + String.join(", ", TABLES.keySet()));
    fill(handle, "silver_of_bare");
    handle.execute("ANALYZE bare_silver");
    fill(handle, "gold_of_all");
    handle.execute("ANALYZE bare_gold");
    fill(handle, "platinum_of_all");
  }

  private static void fill(Handle handle, String layer) {
    String statement = SQL.get(layer);
    for (Map.Entry<String, String> table : TABLES.entrySet()) {
      statement = statement.replace(table.getValue(), table.getKey());
    }
    handle
        .createUpdate(statement)
        // silver needs none
        .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
        .bind("moment", OffsetDateTime.now(ZoneOffset.UTC))
        .execute();
  }
}
