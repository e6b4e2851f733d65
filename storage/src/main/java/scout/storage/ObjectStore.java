package scout.storage;

import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.HeadObjectArgs;
import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import scout.settings.StorageSettings;

/**
 * The bucket that devices upload to: looks up and reads its objects. Other operations have their
 * own classes. Every call throws {@link StorageUnavailable} if a later retry may help and {@link
 * StorageDenied} if not; no call retries by itself. Each waits at most two minutes for the
 * storage's next byte, a read 30 seconds. Thread-safe.
 */
public final class ObjectStore implements AutoCloseable {
  /** The longest wait for a byte of the storage: a copy answers only when it is done. */
  public static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

  private final BucketConnection connection;
  private final CopySizes sizes;
  private final MinioAsyncClient client;
  private final StorageCalls calls;
  private final String bucket;

  /**
   * Opens no connection yet.
   *
   * @param connections how many requests may run at once and how many idle connections are kept
   */
  public ObjectStore(StorageSettings settings, int connections) {
    this(settings, connections, CopySizes.USUAL);
  }

  /** As above, with other copy sizes. */
  ObjectStore(StorageSettings settings, int connections, CopySizes sizes) {
    this(BucketConnection.of(settings, connections), sizes);
  }

  private ObjectStore(BucketConnection connection, CopySizes sizes) {
    this.connection = connection;
    this.sizes = sizes;
    this.client = connection.client();
    this.calls = connection.calls();
    this.bucket = connection.bucket();
  }

  /**
   * The same bucket over the same connections, with shorter waits. Closing this one closes it.
   *
   * @param limit a call that takes longer is aborted
   */
  public ObjectStore within(Duration limit) {
    return new ObjectStore(connection.within(limit), sizes);
  }

  /** Lists objects. */
  public ObjectListing listing() {
    return new ObjectListing(connection);
  }

  /** Finds versions of objects. */
  public ObjectVersions versions() {
    return new ObjectVersions(this, connection);
  }

  /** Stores and deletes objects. */
  public ObjectWriter writer() {
    return new ObjectWriter(connection);
  }

  /** Copies objects inside the bucket. */
  public ObjectCopier copier() {
    return new ObjectCopier(this, connection, sizes);
  }

  /** The object's current version; empty if there is none. */
  public Optional<StoredObject> stat(String key) {
    try {
      return Optional.of(
          calls.object(
              "HEAD",
              key,
              () ->
                  client
                      .headObject(HeadObjectArgs.builder().bucket(bucket).object(key).build())
                      .thenApply(head -> StoredObject.answered(key, head))));
    } catch (ObjectGone e) {
      return Optional.empty();
    }
  }

  /**
   * Reads an object from its start.
   *
   * @param etag the version wanted, without quotes; null for the current one
   * @throws ObjectGone if there is no such object
   * @throws ObjectChanged if the object is another version by now
   */
  public ObjectStream open(String key, String etag) {
    return open(key, etag, null);
  }

  /**
   * Reads exactly this version from its start.
   *
   * @param version if its version id is null, its ETag identifies it
   * @throws ObjectGone if there is no such object
   * @throws ObjectChanged if the object is another version by now
   */
  public ObjectStream open(StoredObject version) {
    return open(version.key(), version.etag(), version.versionId());
  }

  private ObjectStream open(String key, String etag, String versionId) {
    return calls.object(
        "GET",
        key,
        () ->
            client
                .getObject(
                    GetObjectArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .versionId(versionId)
                        .matchETag(etag == null ? null : Etag.quoted(etag))
                        .build())
                .thenApply(answer -> reading(key, etag, answer)));
  }

  private ObjectStream reading(String key, String etag, GetObjectResponse answer) {
    try {
      ObjectStream stream = ObjectStream.answered(key, answer);
      // Some servers ignore the condition if they know no ETag.
      if (etag != null && !etag.equals(stream.object().etag())) {
        throw new ObjectChanged(
            "GET s3://%s/%s: the object is another version by now".formatted(bucket, key));
      }
      return stream;
    } catch (RuntimeException e) {
      close(answer, e);
      throw e;
    }
  }

  /** Closes the connections; reads under way fail. */
  @Override
  public void close() {
    connection.close();
  }

  private static void close(InputStream body, RuntimeException failure) {
    try {
      body.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
