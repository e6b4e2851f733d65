package scout.schema;

import java.sql.SQLException;

/** The database is unsuitable for the schema, and is unchanged. */
public final class UnsuitableDatabase extends SQLException {
  /** SQLSTATE of "object not in prerequisite state". */
  private static final String NOT_READY = "55000";

  UnsuitableDatabase(String message) {
    super(message, NOT_READY);
  }
}
