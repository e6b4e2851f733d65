package scout.starter.watch;

import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The result of a check of one subject.
 *
 * @param subject what was checked
 * @param message what is wrong and what to do
 * @param trouble false if all is well, which resolves an open alert
 */
record WatchFinding(String subject, String message, boolean trouble) {
  static final RowMapper<WatchFinding> MAPPER =
      (row, context) ->
          new WatchFinding(
              row.getString("subject"), row.getString("message"), row.getBoolean("trouble"));
}
