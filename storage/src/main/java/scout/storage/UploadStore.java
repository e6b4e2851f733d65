package scout.storage;

import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.UploadPartArgs;
import io.minio.credentials.Provider;
import io.minio.errors.MinioException;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import scout.settings.StorageSettings;

/**
 * The bucket as a device sees it: it can only upload. Commands that act as devices use it too. Each
 * call throws IOException if the store doesn't answer, and MinioException if it refuses.
 */
public final class UploadStore implements AutoCloseable {
  /** The metadata name that declares the SHA-256 of an object's bytes. */
  public static final String DECLARED_SHA256 = "scout-sha256";

  /** The metadata name that declares how many records it holds. */
  public static final String DECLARED_RECORDS = "scout-records";

  private final MinioAsyncClient client;
  private final URI endpoint;
  private final String bucket;

  /**
   * @param settings with the device's credential, see {@link StorageSettings#device}
   */
  public UploadStore(StorageSettings settings) {
    this(settings, StorageAccess.of(settings));
  }

  /**
   * @param settings where the bucket is
   * @param credentials used instead of those in the settings, e.g. short-lived ones
   */
  public UploadStore(StorageSettings settings, Provider credentials) {
    this(settings, StorageAccess.of(settings, credentials));
  }

  private UploadStore(StorageSettings settings, StorageAccess access) {
    this.client = access.client(access.connections(), true);
    this.endpoint = settings.endpoint();
    this.bucket = settings.bucket();
  }

  /**
   * Uploads an object in one piece.
   *
   * @param key the full object key
   * @param content read to its end, not closed
   * @param size its length in bytes
   * @param metadata the declared metadata, by names without their prefix
   * @return the ETag without quotes
   */
  public String put(String key, InputStream content, long size, Map<String, String> metadata)
      throws IOException, MinioException {
    return answered(
        () ->
            client
                .putObject(
                    PutObjectArgs.builder().bucket(bucket).object(key).stream(content, size, -1L)
                        .userMetadata(metadata)
                        .build())
                .thenApply(answer -> Etag.plain(answer.etag())));
  }

  /** Starts an upload in parts, with metadata as above; returns its id. */
  public String begin(String key, Map<String, String> metadata) throws IOException, MinioException {
    Http.Headers headers = new Http.Headers();
    metadata.forEach((name, value) -> headers.put(ObjectStream.METADATA + name, value));
    return answered(
        () ->
            client
                .createMultipartUpload(
                    CreateMultipartUploadArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .headers(headers)
                        .build())
                .thenApply(begun -> begun.result().uploadId()));
  }

  /**
   * Uploads one part.
   *
   * @param number from 1
   * @param content of the part
   * @return the part's ETag as received
   */
  public String part(String key, String uploadId, int number, byte[] content)
      throws IOException, MinioException {
    return answered(
        () ->
            client
                .uploadPart(
                    UploadPartArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .uploadId(uploadId)
                        .partNumber(number)
                        .data(content, content.length)
                        .build())
                .thenApply(stored -> stored.part().etag()));
  }

  /**
   * Joins the parts into an object.
   *
   * @param etags of all parts, the first one's first
   * @return the object's ETag without quotes
   */
  public String complete(String key, String uploadId, List<String> etags)
      throws IOException, MinioException {
    Part[] parts = new Part[etags.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new Part(i + 1, etags.get(i));
    }
    return answered(
        () ->
            client
                .completeMultipartUpload(
                    CompleteMultipartUploadArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .uploadId(uploadId)
                        .parts(parts)
                        .build())
                .thenApply(answer -> Etag.plain(answer.etag())));
  }

  private interface Call<T> {
    CompletableFuture<T> begin() throws MinioException;
  }

  private <T> T answered(Call<T> call) throws IOException, MinioException {
    try {
      return call.begin().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MinioException refused) {
        throw refused;
      }
      if (e.getCause() instanceof IOException io) {
        throw new IOException("The object store at " + endpoint + " doesn't answer", io);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The connections to the object store don't close", e);
    }
  }
}
