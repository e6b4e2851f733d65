package scout.local.storage;

/** Receives every created object: by a put, a copy or a finished multipart upload. */
@FunctionalInterface
public interface ObjectCreated {
  /**
   * Called for a new object, before the uploader gets its answer. So it must be quick and must not
   * throw.
   *
   * @param bucket the bucket's name
   * @param key the full object key
   * @param etag its ETag without quotes
   * @param size its bytes
   */
  void created(String bucket, String key, String etag, long size);
}
