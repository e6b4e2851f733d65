package scout.activities.sweep;

/**
 * A version of an object that a sweep found.
 *
 * @param key the full object key
 * @param etag its ETag without quotes
 */
record Version(String key, String etag) {}
