package scout.starter.hooks;

/**
 * An object that a storage event names.
 *
 * @param bucket the bucket
 * @param key the full object key, decoded
 * @param etag its ETag without quotes, null if the event has none
 */
public record NewObject(String bucket, String key, String etag) {}
