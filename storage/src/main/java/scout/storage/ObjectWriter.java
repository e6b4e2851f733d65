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
   * Stores an object, in parts where it is larger than 16 MiB.
   *
   * @param size the number of bytes in {@code content}
   * @return the ETag without quotes
   */
  public String put(String key, InputStream content, long size) {
    return put(key, content, size, Map.of());
  }

  /** As above, with what {@link ObjectStream#metadata} gives back. */
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
   * Deletes an object; one that is gone already is no error.
   *
   * @param versionId the version to delete for good; null deletes what the key holds (where the
   *     bucket is versioned, by a delete marker)
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
   * Deletes objects in one call; those that are gone already are no error.
   *
   * @param objects from 1 to 1,000; where a version id is told, exactly that version
   * @throws StorageException for the first that was refused; the others are deleted
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
