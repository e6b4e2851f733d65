package scout.storage;

import io.minio.CopyObjectArgs;
import io.minio.MinioAsyncClient;
import io.minio.ObjectWriteResponse;
import io.minio.SourceObject;

/** Copies objects inside the storage: small ones in one call, large ones in parts. */
public final class ObjectCopier {
  private static final String COPIED_VERSION = "x-amz-copy-source-version-id";

  private final ObjectStore store;
  private final MultipartCopy multipart;
  private final long limit;
  private final MinioAsyncClient client;
  private final StorageCalls calls;
  private final String bucket;

  ObjectCopier(ObjectStore store, BucketConnection connection, CopySizes sizes) {
    this.store = store;
    this.multipart = new MultipartCopy(connection, sizes.part());
    this.limit = sizes.limit();
    this.client = connection.client();
    this.calls = connection.calls();
    this.bucket = connection.bucket();
  }

  /**
   * Copies exactly this version with its metadata, and overwrites the target.
   *
   * @param from the version; without a version id, its ETag identifies it
   * @throws ObjectGone if the source is gone
   * @throws ObjectChanged if the source is now another version
   */
  public ObjectCopy copy(StoredObject from, String toKey) {
    if (from.size() >= limit) {
      multipart.copy(from, toKey);
      StoredObject copy =
          store.stat(toKey).orElseThrow(() -> new ObjectGone("The copy " + toKey + " is gone"));
      return new ObjectCopy(from, copy);
    }
    ObjectWriteResponse answer =
        calls.run(
            "COPY",
            from.key() + " to " + toKey,
            () -> {
              StorageCalls.requireAddressable(toKey);
              return client.copyObject(
                  CopyObjectArgs.builder()
                      .bucket(bucket)
                      .object(toKey)
                      .source(source(bucket, from))
                      .build());
            });
    if (answer.etag() == null || answer.lastModified() == null) {
      throw new StorageUnavailable(
          StorageFault.COPY_FAILED,
          "COPY s3://%s/%s broke off".formatted(bucket, from.key()),
          null);
    }
    String version = answer.headers().get(COPIED_VERSION);
    return new ObjectCopy(
        version == null ? from : from.ofVersion(version),
        new StoredObject(
            toKey,
            Etag.plain(answer.etag()),
            from.size(),
            answer.lastModified().toInstant(),
            answer.versionId()));
  }

  /** The version to copy, with its size, so that the client doesn't look it up first. */
  static SourceObject source(String bucket, StoredObject from) {
    StorageCalls.requireAddressable(from.key());
    return new SourceObject(
        SourceObject.builder()
            .bucket(bucket)
            .object(from.key())
            .versionId(from.versionId())
            .build(),
        from.size(),
        Etag.quoted(from.etag()));
  }
}
