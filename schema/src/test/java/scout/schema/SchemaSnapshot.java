package scout.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a database's schema {@code scout} is, written out as SQL that makes it, in a fixed order.
 */
final class SchemaSnapshot {
  private static final SqlFile SQL =
      SqlFile.load(SchemaSnapshot.class, "/scout/schema/snapshot.sql");
  private static final List<String> PARTS =
      List.of(
          "roles",
          "schema",
          "collations",
          "tables",
          "constraints",
          "indexes",
          "functions",
          "views",
          "view_defaults",
          "triggers",
          "schema_grants",
          "table_grants",
          "column_grants",
          "function_owners",
          "function_grants",
          "database_grants");
  private static final String DATABASE = " ON DATABASE ";

  private SchemaSnapshot() {}

  /** The schema without its rows and without the roles' passwords; the database is called scout. */
  static String of(Connection connection) throws SQLException {
    StringBuilder text =
        new StringBuilder("-- The whole schema as the migrations leave it. Written by\n")
            .append("--   mvn -pl schema test -Dtest=SchemaSnapshotTest -Dscout.write=true\n")
            // a function may call one that comes later
            .append("SET check_function_bodies = off;\n");
    try (var statement = connection.createStatement()) {
      for (String part : PARTS) {
        text.append("\n-- ").append(part.replace('_', ' ')).append('\n');
        try (var rows = statement.executeQuery(SQL.get(part))) {
          while (rows.next()) {
            text.append(rows.getString(1).stripTrailing()).append('\n');
          }
        }
      }
    }
    return text.toString().replace(DATABASE + connection.getCatalog() + " ", DATABASE + "scout ");
  }
}
