package scout.starter.inbox;

/**
 * An object that a storage event names.
 *
 * @param bucket the bucket
 * @param key the full object key, decoded
 * @param etag its ETag without quotes, null if the event has none
 * @param size its bytes, null if the event does not say
 */
public record NewObject(String bucket, String key, String etag, Long size) {}
