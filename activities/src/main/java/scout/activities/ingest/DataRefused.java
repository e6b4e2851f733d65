package scout.activities.ingest;

import java.sql.SQLException;

/** Distinguishes a refused value from an outage of the database. */
final class DataRefused {
  private DataRefused() {}

  /** True for SQLSTATE classes 22 (data exception) and 54 (a value beyond a limit). */
  static boolean is(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("54"));
  }
}
