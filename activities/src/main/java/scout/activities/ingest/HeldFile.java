package scout.activities.ingest;

import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.UUID;
import scout.activities.ledger.UploadMoment;
import scout.storage.StoredObject;

/**
 * A small object in memory, before the ledger knows it.
 *
 * @param fileId the id that its ledger row will have
 * @param bytes as stored
 */
record HeldFile(
    UUID fileId,
    StoredObject object,
    Map<String, String> metadata,
    UploadMoment upload,
    byte[] bytes) {
  HashedBytes content() {
    return new HashedBytes(new ByteArrayInputStream(bytes), () -> new ByteArrayInputStream(bytes));
  }

  RowOrigin origin() {
    return new RowOrigin(fileId, object.key(), object.etag(), object.size());
  }
}
