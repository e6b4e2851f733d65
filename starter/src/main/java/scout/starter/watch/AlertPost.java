package scout.starter.watch;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;
import scout.schema.StoredJson;

/**
 * A post to the webhook: an alert has opened, got worse, has another cause, or is resolved.
 *
 * @param id the alert's number
 * @param revision how many changes worth a post it had since it opened
 * @param event {@code opened} or {@code resolved}
 * @param resolvedAt null while it is open
 */
record AlertPost(
    long id,
    int revision,
    String event,
    String kind,
    String severity,
    String subject,
    String message,
    OffsetDateTime openedAt,
    OffsetDateTime resolvedAt) {
  static final RowMapper<AlertPost> MAPPER =
      (row, context) ->
          new AlertPost(
              row.getLong("id"),
              row.getInt("revision"),
              row.getString("event"),
              row.getString("kind"),
              row.getString("severity"),
              row.getString("subject"),
              row.getString("message"),
              row.getObject("opened_at", OffsetDateTime.class),
              row.getObject("resolved_at", OffsetDateTime.class));

  /** The same for each post of the same event; another for news. */
  String key() {
    return id + "-" + event + (revision == 1 ? "" : "-" + revision);
  }

  /** One JSON object; {@code text} is what chat programs show. */
  String json() {
    boolean opened = "opened".equals(event);
    Map<String, Object> body = new LinkedHashMap<>();
    // what to do about it, which the message ends with, is over as well
    body.put(
        "text",
        opened ? severity + ": " + message : "over: " + kind.replace('_', ' ') + ", " + subject);
    body.put("event", event);
    body.put("id", id);
    body.put("kind", kind);
    body.put("severity", severity);
    body.put("subject", subject);
    body.put("message", message);
    body.put("opened_at", openedAt.toInstant().toString());
    body.put(
        "resolved_at", opened || resolvedAt == null ? null : resolvedAt.toInstant().toString());
    return StoredJson.write(body);
  }
}
