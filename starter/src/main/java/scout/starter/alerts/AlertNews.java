package scout.starter.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import scout.schema.alerts.AlertSeverity;

/**
 * An alert of which a target has not been told.
 *
 * @param id the alert's number
 * @param revision how many changes worth telling it had
 * @param kind its kind's word
 * @param severity how bad it is
 * @param device the device that it is about; null if there is none, or it is not known
 * @param table the table or layer that it is about; null if there is none
 */
record AlertNews(
    long id, int revision, String kind, AlertSeverity severity, String device, String table) {
  static AlertNews of(ResultSet row, StatementContext context) throws SQLException {
    return new AlertNews(
        row.getLong("id"),
        row.getInt("revision"),
        row.getString("kind"),
        AlertSeverity.ofWord(row.getString("severity")),
        row.getString("device"),
        row.getString("table_name"));
  }
}
