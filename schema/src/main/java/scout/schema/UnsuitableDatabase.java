package scout.schema;

import java.sql.SQLException;

/** The schema can't be brought into this database, which is as it was. */
public final class UnsuitableDatabase extends SQLException {
  /** SQLSTATE of "object not in prerequisite state". */
  private static final String NOT_READY = "55000";

  UnsuitableDatabase(String message) {
    super(message, NOT_READY);
  }
}
