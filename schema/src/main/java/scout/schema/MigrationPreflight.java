package scout.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks before any change whether a migration can succeed. */
final class MigrationPreflight {
  private static final SqlFile SQL =
      SqlFile.load(MigrationPreflight.class, "/scout/schema/preflight.sql");
  private static final int OLDEST = 160_000;

  private MigrationPreflight() {}

  /**
   * Returns if the server is new enough and the login has the rights for a migration.
   *
   * @throws UnsuitableDatabase with all obstacles, and what to do about them
   */
  static void require(Connection owner) throws SQLException {
    requireVersion(owner);
    List<String> obstacles = new ArrayList<>();
    try (var statement = owner.createStatement();
        var rows = statement.executeQuery(SQL.get("obstacles"))) {
      while (rows.next()) {
        obstacles.add(rows.getString(1));
      }
    }
    if (!obstacles.isEmpty()) {
      throw new UnsuitableDatabase(String.join(" ", obstacles));
    }
  }

  private static void requireVersion(Connection owner) throws SQLException {
    try (var statement = owner.createStatement();
        var rows = statement.executeQuery(SQL.get("version"))) {
      rows.next();
      if (rows.getInt("number") < OLDEST) {
        throw new UnsuitableDatabase(
            "Scout needs PostgreSQL 16 or newer, and this server is "
                + rows.getString("version")
                + ": upgrade it, or give SCOUT_DB_URL of another.");
      }
    }
  }
}
