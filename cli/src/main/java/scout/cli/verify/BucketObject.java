package scout.cli.verify;

import java.time.Instant;

/**
 * An object in the bucket.
 *
 * @param key its full key
 * @param etag its ETag without quotes
 * @param size in bytes
 * @param lastModified when it was uploaded, null if the store doesn't return it
 */
public record BucketObject(String key, String etag, long size, Instant lastModified) {}
