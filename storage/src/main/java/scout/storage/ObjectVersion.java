package scout.storage;

import java.util.Objects;

/**
 * Which version of an object is meant.
 *
 * @param key the full key, decoded
 * @param etag the version's ETag without quotes
 */
public record ObjectVersion(String key, String etag) {
  public ObjectVersion {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(etag, "etag");
  }
}
