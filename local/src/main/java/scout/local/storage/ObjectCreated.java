package scout.local.storage;

/** Is told of every object that was created: by a put, a copy or a finished multipart upload. */
@FunctionalInterface
public interface ObjectCreated {
  /**
   * The object is there. It is called before the uploader gets its answer, so it must be quick and
   * must not throw.
   *
   * @param bucket the bucket's name
   * @param key the full object key
   */
  void created(String bucket, String key);
}
