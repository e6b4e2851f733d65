package scout.starter.inbox;

import org.jdbi.v3.core.mapper.RowMapper;

/**
 * An object that a storage event named.
 *
 * @param seq its place in the inbox
 * @param bucket the bucket
 * @param key the full object key
 * @param etag its ETag without quotes, null if the event had none
 * @param size its bytes, null if the event did not say
 * @param awaited true if its journey may be open: it loads the file, or waits for a person or for
 *     this event
 */
record InboxEntry(long seq, String bucket, String key, String etag, Long size, boolean awaited) {
  static final RowMapper<InboxEntry> MAPPER =
      (row, context) ->
          new InboxEntry(
              row.getLong("seq"),
              row.getString("bucket"),
              row.getString("object_key"),
              row.getString("etag"),
              row.getObject("size_bytes", Long.class),
              row.getBoolean("awaited"));
}
