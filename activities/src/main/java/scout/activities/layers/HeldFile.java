package scout.activities.layers;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import scout.schema.SqlFile;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;

/**
 * A file that silver can't settle. An alert names it, and batches leave it out. It is retried
 * alone, after growing pauses, until a refresh can settle it.
 */
final class HeldFile {
  /**
   * The SQLSTATE classes that a file's own rows can cause: cardinality, data, constraint, limit,
   * raised by a trigger, damaged page. All others are outages or bugs.
   */
  private static final Set<String> OF_THE_FILE = Set.of("21", "22", "23", "54", "P0", "XX");

  private static final String RETIRED =
      "Silver has to settle this file again, but its rows in bronze were retired. What silver holds"
          + " of it stays. Reprocess it, which reads the archived object, or discard it.";

  private static final SqlFile SQL =
      SqlFile.load(HeldFile.class, "/scout/schema/layers/held_files.sql");

  private HeldFile() {}

  /** Returns true if a file's content causes the failure, so that other files can go on. */
  static boolean causes(JdbiException failure) {
    return failure instanceof UnableToExecuteStatementException statement
        && statement.getCause() instanceof SQLException sql
        && sql.getSQLState() != null
        && OF_THE_FILE.contains(sql.getSQLState().substring(0, 2));
  }

  /**
   * Returns the files that are due for a retry.
   *
   * @param atOnce true to return all, ignoring their pauses
   */
  static List<UUID> due(Handle handle, boolean atOnce) {
    return handle.createQuery(SQL.get("due")).bind("at_once", atOnce).mapTo(UUID.class).list();
  }

  /** Starts the file's next pause and opens its alert. */
  static void hold(Handle handle, UUID fileId, JdbiException failure) {
    handle.createUpdate(SQL.get("hold")).bind("file_id", fileId).execute();
    String state = ((SQLException) failure.getCause()).getSQLState();
    handle
        .createQuery(SQL.get("state"))
        .bind("file_id", fileId)
        .map(
            (row, context) ->
                row.getBoolean("bronze_kept")
                    ? alert(row.getString("object_key"), refused(state)).withCause(state)
                    : alert(row.getString("object_key"), RETIRED).withCause("retired"))
        .forEach(alert -> Alerts.open(handle, alert));
  }

  private static Alert alert(String key, String message) {
    return Alert.of(AlertKind.FILE_HELD, key, message);
  }

  /** Ends the files' alerts, unless another version of the key waits for silver. */
  static void release(Handle handle, List<UUID> fileIds) {
    handle.createUpdate(SQL.get("release")).bindArray("file_ids", UUID.class, fileIds).execute();
    List<String> keys =
        handle
            .createQuery(SQL.get("released_keys"))
            .bindArray("file_ids", UUID.class, fileIds)
            .mapTo(String.class)
            .list();
    Alerts.resolveAll(handle, AlertKind.FILE_HELD, keys);
  }

  private static String refused(String state) {
    return "Silver can't take this file: the database refuses its rows with SQLSTATE "
        + state
        + ". The other files went on; it is tried again after a minute, then after longer pauses of"
        + " up to an hour, and at once by ./scout refresh. Look at its records with ./scout file"
        + " KEY, then reprocess or discard it.";
  }
}
