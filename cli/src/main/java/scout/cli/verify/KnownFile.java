package scout.cli.verify;

import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The ledger's facts about an archived file.
 *
 * @param archivedKey its key in the archive
 * @param key the key it was uploaded under
 * @param etag of the upload
 * @param size in bytes
 * @param sha256 of the bytes in lower case, null if they were never read to the end
 * @param soundRecords how many records it holds, null if plain counting can't tell: some were
 *     rejected, none was loaded, or its dialect says that the text was converted
 */
record KnownFile(
    UUID fileId,
    String archivedKey,
    String key,
    String etag,
    long size,
    String sha256,
    Long soundRecords) {
  static final RowMapper<KnownFile> MAPPER =
      (row, context) ->
          new KnownFile(
              row.getObject("file_id", UUID.class),
              row.getString("archived_key"),
              row.getString("object_key"),
              row.getString("etag"),
              row.getLong("size_bytes"),
              row.getString("sha256"),
              row.getInt("generation") > 0
                      && row.getLong("records_rejected") == 0
                      && row.getString("dialect") == null
                  ? row.getObject("records_read", Long.class)
                  : null);
}
