package scout.storage;

import io.minio.HeadObjectResponse;
import io.minio.messages.Item;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A version of an object, as the storage reports it.
 *
 * @param key the full key, decoded
 * @param etag the version's ETag without quotes
 * @param size in bytes
 * @param lastModified when the storage received it, to the second
 * @param versionId the version's id if the bucket is versioned and the call returns it (a listing
 *     does not); else null. All versions stored while versioning was off or suspended have the id
 *     {@code "null"}; it identifies none, and counts as no id
 */
public record StoredObject(
    String key, String etag, long size, Instant lastModified, String versionId) {
  private static final String NO_ID = "null";

  public StoredObject {
    // Only a listing returns fractions of a second.
    lastModified = lastModified.truncatedTo(ChronoUnit.SECONDS);
    versionId = NO_ID.equals(versionId) ? null : versionId;
    if (key.isEmpty()) {
      throw new IllegalArgumentException("An object has no key");
    }
    if (etag == null || etag.isEmpty() || etag.startsWith("\"")) {
      throw new IllegalArgumentException("The object " + key + " has no plain ETag: " + etag);
    }
    if (size < 0) {
      throw new IllegalArgumentException("The object " + key + " has no size");
    }
  }

  /** The object from the answer to a HEAD or GET request. */
  static StoredObject answered(String key, HeadObjectResponse head) {
    return new StoredObject(
        key, head.etag(), head.size(), head.lastModified().toInstant(), head.versionId());
  }

  /** The object from a listing; the item decodes its key. */
  static StoredObject listed(Item item) {
    return new StoredObject(
        item.objectName(),
        Etag.plain(item.etag()),
        item.size(),
        item.lastModified().toInstant(),
        null);
  }

  /** Which version this is. */
  public ObjectVersion version() {
    return new ObjectVersion(key, etag);
  }

  /** True if the other has the same bytes, judging by its ETag. */
  public boolean sameVersion(StoredObject other) {
    return etag.equals(other.etag());
  }

  StoredObject ofVersion(String version) {
    return new StoredObject(key, etag, size, lastModified, version);
  }
}
