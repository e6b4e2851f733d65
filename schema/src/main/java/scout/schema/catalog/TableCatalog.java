package scout.schema.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import scout.schema.SqlFile;

/** Every table and view of the layers, once, in the order in which data goes through them. */
public final class TableCatalog {
  private static final SqlFile SQL =
      SqlFile.load(TableCatalog.class, "/scout/schema/catalog/tables.sql");
  private static final String LAYERS = "/scout/schema/layers/";
  private static final List<CatalogTable> TABLES =
      List.of(
          table("files", "ledger", List.of(), "files", null),
          table("bronze_edge_raw", "bronze", List.of("files"), "bronze_records", null),
          table("rejected_records", "bronze", List.of("files"), "rejected_records", null),
          table(
              "silver_edge_transactions",
              "silver",
              List.of("bronze_edge_raw"),
              "silver_edge_transactions",
              text("silver_edge_transactions.sql")),
          table(
              "silver_superseded",
              "silver",
              List.of("bronze_edge_raw"),
              "silver_superseded",
              text("silver_superseded.sql")),
          table(
              "file_store_days",
              "silver",
              List.of("silver_edge_transactions", "files"),
              null,
              null),
          table(
              "gold_store_daily_summary",
              "gold",
              List.of("silver_edge_transactions"),
              "gold_store_daily_summary",
              null),
          table("gold_lineage", "gold", List.of("silver_edge_transactions", "files"), null, null),
          table(
              "platinum_store_features",
              "platinum",
              List.of("gold_store_daily_summary"),
              "platinum_store_features",
              null),
          table(
              "platinum_store_features_latest",
              "platinum",
              List.of("platinum_store_features"),
              null,
              null));

  private TableCatalog() {}

  private static CatalogTable table(
      String name, String layer, List<String> from, String rowsOf, String sql) {
    return new CatalogTable(
        name,
        layer,
        from,
        Optional.ofNullable(rowsOf),
        SQL.get("sample_" + name),
        SQL.get("fresh_" + name),
        Optional.ofNullable(sql));
  }

  private static String text(String file) {
    try (InputStream in = TableCatalog.class.getResourceAsStream(LAYERS + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that Scout ships. */
  public static List<CatalogTable> all() {
    return TABLES;
  }

  /** Those that Scout ships, and those that are declared; of models as they are in force. */
  public static List<CatalogTable> all(Handle handle) {
    List<CatalogTable> declared =
        handle.createQuery(SQL.get("declared")).map(TableCatalog::declared).list();
    List<CatalogTable> all = new ArrayList<>();
    TABLES.forEach(
        table -> all.add(find(declared, table.name()).map(table::computedAs).orElse(table)));
    declared.stream().filter(table -> find(TABLES, table.name()).isEmpty()).forEach(all::add);
    return List.copyOf(all);
  }

  /** Names of declared tables are plain words, as {@link CatalogTable} makes sure. */
  private static CatalogTable declared(ResultSet row, StatementContext context)
      throws SQLException {
    String name = row.getString("name");
    return new CatalogTable(
        name,
        row.getString("layer"),
        Arrays.asList((String[]) row.getArray("origins").getArray()),
        Optional.of(name),
        SQL.get("sample_declared").replace("<table>", name),
        SQL.get("fresh_declared").replace("<table>", name),
        Optional.ofNullable(row.getString("query")));
  }

  /** The table of this name. */
  public static Optional<CatalogTable> find(List<CatalogTable> tables, String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /** The tables that are computed from this one. */
  public static List<CatalogTable> above(List<CatalogTable> tables, CatalogTable table) {
    return tables.stream().filter(other -> other.from().contains(table.name())).toList();
  }
}
