package scout.storage;

import io.minio.HeadObjectResponse;
import io.minio.messages.Item;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A version of an object, as the storage tells it.
 *
 * @param key the full key, decoded
 * @param etag the version's ETag without quotes
 * @param size in bytes
 * @param lastModified when the storage received it, to the second
 * @param versionId the version's id where the bucket is versioned and the call tells it (a listing
 *     does not); null otherwise. {@code null} in letters is what all versions have that came while
 *     versioning was off or suspended: it tells none from another, and counts as no id
 */
public record StoredObject(
    String key, String etag, long size, Instant lastModified, String versionId) {
  private static final String NO_ID = "null";

  public StoredObject {
    // A listing tells fractions of a second and the other calls do not.
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

  /** What reading the object, or asking for it, tells. */
  static StoredObject answered(String key, HeadObjectResponse head) {
    return new StoredObject(
        key, head.etag(), head.size(), head.lastModified().toInstant(), head.versionId());
  }

  /** What a listing tells; the item knows how the listing writes keys. */
  static StoredObject listed(Item item) {
    return new StoredObject(
        item.objectName(),
        Etag.plain(item.etag()),
        item.size(),
        item.lastModified().toInstant(),
        null);
  }

  /** True if the other holds the same bytes, as far as its ETag tells. */
  public boolean sameVersion(StoredObject other) {
    return etag.equals(other.etag());
  }

  StoredObject ofVersion(String version) {
    return new StoredObject(key, etag, size, lastModified, version);
  }
}
