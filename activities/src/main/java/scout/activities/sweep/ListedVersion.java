package scout.activities.sweep;

import scout.storage.StoredObject;

/**
 * A version of an object that a sweep found.
 *
 * @param key the full object key
 * @param etag its ETag without quotes
 */
record ListedVersion(String key, String etag) {
  static ListedVersion of(StoredObject object) {
    return new ListedVersion(object.key(), object.etag());
  }
}
