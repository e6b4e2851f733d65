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
 * The bucket that devices upload to: looks at its objects and reads them; what else can be done has
 * a class of its own. Every call throws {@link StorageUnavailable} where trying again later may
 * help and {@link StorageDenied} where it won't; none is tried again in here, and none waits longer
 * than two minutes (where it only reads, 30 seconds) for the storage's next byte. Safe for use by
 * many threads.
 */
public final class ObjectStore implements AutoCloseable {
  /** No call takes longer before the storage sends a byte: a copy answers only when it is done. */
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

  /** As above, with other sizes of copies. */
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
   * The same bucket for whoever can't wait, over the same connections: closing this one closes it.
   *
   * @param limit a call that has not ended by then is broken off
   */
  public ObjectStore within(Duration limit) {
    return new ObjectStore(connection.within(limit), sizes);
  }

  /** Which objects lie there. */
  public ObjectListing listing() {
    return new ObjectListing(connection);
  }

  /** Their versions. */
  public ObjectVersions versions() {
    return new ObjectVersions(this, connection);
  }

  /** Stores and deletes them. */
  public ObjectWriter writer() {
    return new ObjectWriter(connection);
  }

  /** Copies them inside the bucket. */
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
   * @param etag the version wanted, without quotes; null for whatever lies there
   * @throws ObjectGone if there is no such object
   * @throws ObjectChanged if the object is another version by now
   */
  public ObjectStream open(String key, String etag) {
    return open(key, etag, null);
  }

  /**
   * Reads exactly this version from its start.
   *
   * @param version where its version id is null, its ETag says which is meant
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
      // Some servers take no notice of the condition where they know no ETag.
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
