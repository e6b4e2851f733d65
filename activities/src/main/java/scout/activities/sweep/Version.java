package scout.activities.sweep;

import scout.storage.StoredObject;

/**
 * A version of an object that a sweep found.
 *
 * @param key the full object key
 * @param etag its ETag without quotes
 */
record Version(String key, String etag) {
  static Version of(StoredObject object) {
    return new Version(object.key(), object.etag());
  }
}
