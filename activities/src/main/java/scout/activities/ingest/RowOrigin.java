package scout.activities.ingest;

import java.util.UUID;
import scout.activities.ledger.LedgerFile;

/**
 * The file that a row in bronze comes from.
 *
 * @param key where the device uploaded it, even if its object lies in the archive now
 * @param etag of the version that was uploaded
 */
record RowOrigin(UUID fileId, String key, String etag, long sizeBytes) {
  static RowOrigin of(LedgerFile file) {
    return new RowOrigin(file.fileId(), file.key(), file.etag(), file.sizeBytes());
  }
}
