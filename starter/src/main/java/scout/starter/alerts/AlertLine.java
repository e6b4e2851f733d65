package scout.starter.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * An alert in a message.
 *
 * @param id the alert's number
 * @param subject what has the problem
 * @param message what is wrong and what to do
 * @param openedAt when it opened
 * @param resolvedAt when it ended; null while it is open
 */
record AlertLine(
    long id, String subject, String message, OffsetDateTime openedAt, OffsetDateTime resolvedAt) {
  static AlertLine of(ResultSet row, StatementContext context) throws SQLException {
    return new AlertLine(
        row.getLong("id"),
        row.getString("subject"),
        row.getString("message"),
        row.getObject("opened_at", OffsetDateTime.class),
        row.getObject("resolved_at", OffsetDateTime.class));
  }

  /** For people, on one line of bounded length: a key may hold a line break. */
  String words(int longest) {
    return oneLine(subject + ": " + message, longest);
  }

  /** That it is over, and how long it was open: what to do then does no more matter. */
  String ending(int longest) {
    return oneLine(subject + ": was open for " + length(), longest);
  }

  private String length() {
    Duration open = Duration.between(openedAt, resolvedAt);
    if (open.toMinutes() < 1) {
      return "less than a minute";
    }
    if (open.toHours() >= 48) {
      return open.toDays() + " days";
    }
    return open.toMinutes() >= 120 ? open.toHours() + " hours" : open.toMinutes() + " min";
  }

  /** A text without control characters, cut to a length. */
  static String oneLine(String text, int longest) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    if (line.codePointCount(0, line.length()) <= longest) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
  }
}
