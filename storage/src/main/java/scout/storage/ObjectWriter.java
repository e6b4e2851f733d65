package scout.storage;

import io.minio.DeleteObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.ObjectWriteResponse;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Stores objects and deletes them. */
public final class ObjectWriter {
  private static final long UPLOAD_PART = 16L << 20;

  private final MinioAsyncClient client;
  private final StorageCalls calls;
  private final String bucket;

  ObjectWriter(BucketConnection connection) {
    this.client = connection.client();
    this.calls = connection.calls();
    this.bucket = connection.bucket();
  }

  /**
   * Stores an object, in parts if it is larger than 16 MiB.
   *
   * @param size the number of bytes in {@code content}
   * @return the ETag without quotes
   */
  public String put(String key, InputStream content, long size) {
    return put(key, content, size, Map.of());
  }

  /** As above, with metadata that {@link ObjectStream#metadata} returns. */
  public String put(String key, InputStream content, long size, Map<String, String> metadata) {
    return Etag.plain(
        calls.object(
            "PUT",
            key,
            () ->
                client
                    .putObject(
                        PutObjectArgs.builder().bucket(bucket).object(key).stream(
                                content, size, CopyPart.size(size, UPLOAD_PART))
                            .userMetadata(metadata)
                            .build())
                    .thenApply(ObjectWriteResponse::etag)));
  }

  /**
   * Deletes an object; a missing one is no error.
   *
   * @param versionId the version to delete for good; null deletes the current one (in a versioned
   *     bucket, by a delete marker)
   */
  public void delete(String key, String versionId) {
    calls.object(
        "DELETE",
        key,
        () ->
            client.removeObject(
                RemoveObjectArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .versionId(versionId)
                    .build()));
  }

  /**
   * Deletes objects in one call; missing ones are no error.
   *
   * @param objects from 1 to 1,000; with a version id, exactly that version
   * @throws StorageException for the first refused one; the others are deleted
   */
  public void deleteAll(List<StoredObject> objects) {
    List<DeleteRequest.Object> names =
        objects.stream()
            .map(object -> new DeleteRequest.Object(object.key(), object.versionId()))
            .toList();
    List<DeleteResult.Error> errors =
        calls.run(
            "DELETE",
            null,
            () ->
                client
                    .deleteObjects(
                        DeleteObjectsArgs.builder()
                            .bucket(bucket)
                            .objects(names)
                            .quiet(true)
                            .build())
                    .thenApply(answer -> answer.result().errors()));
    for (DeleteResult.Error error : errors) {
      throw calls.refused("DELETE", error.objectName(), error.code());
    }
  }
}
