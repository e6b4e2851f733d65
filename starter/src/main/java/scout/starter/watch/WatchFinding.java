package scout.starter.watch;

import org.jdbi.v3.core.mapper.RowMapper;

/**
 * What a look found about one thing.
 *
 * @param subject what it is about
 * @param message what is wrong and what to do
 * @param trouble false if all is well, and an open alert is over
 */
record WatchFinding(String subject, String message, boolean trouble) {
  static final RowMapper<WatchFinding> MAPPER =
      (row, context) ->
          new WatchFinding(
              row.getString("subject"), row.getString("message"), row.getBoolean("trouble"));
}
