package scout.cli.upload;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import scout.settings.StorageSettings;
import scout.storage.StorageAccess;

/**
 * The bucket as a device sees it: it can upload and nothing else. Each call throws IOException if
 * the store doesn't answer, and MinioException if it refuses.
 */
public final class DeviceStorage implements AutoCloseable {
  private final MinioAsyncClient client;
  private final URI endpoint;
  private final String bucket;

  /**
   * @param settings with the device's credential, see {@link StorageSettings#device}
   */
  public DeviceStorage(StorageSettings settings) {
    this(settings, StorageAccess.of(settings));
  }

  /**
   * @param settings where the bucket is
   * @param credentials in place of those in the settings, for instance short-lived ones
   */
  public DeviceStorage(StorageSettings settings, Provider credentials) {
    this(settings, StorageAccess.of(settings, credentials));
  }

  private DeviceStorage(StorageSettings settings, StorageAccess access) {
    this.client =
        MinioAsyncClient.builder()
            .endpoint(access.address())
            .region(settings.region())
            .credentialsProvider(access.credentials())
            .httpClient(access.connections(), true)
            .build();
    this.endpoint = settings.endpoint();
    this.bucket = settings.bucket();
  }

  /**
   * Uploads an object in one piece.
   *
   * @param key the full object key
   * @param content read to its end, not closed
   * @param size its length in bytes
   * @return the ETag without quotes
   */
  public String put(String key, InputStream content, long size, FileFacts facts)
      throws IOException, MinioException {
    return answered(
        () ->
            client
                .putObject(
                    PutObjectArgs.builder().bucket(bucket).object(key).stream(content, size, -1L)
                        .userMetadata(facts.metadata())
                        .build())
                .thenApply(answer -> plain(answer.etag())));
  }

  /** Begins an upload in parts; gives its id. */
  public String begin(String key, FileFacts facts) throws IOException, MinioException {
    Http.Headers metadata = new Http.Headers();
    facts.metadata().forEach((name, value) -> metadata.put("x-amz-meta-" + name, value));
    return answered(
        () ->
            client
                .createMultipartUpload(
                    CreateMultipartUploadArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .headers(metadata)
                        .build())
                .thenApply(begun -> begun.result().uploadId()));
  }

  /**
   * Uploads one part.
   *
   * @param number from 1
   * @param content of the part
   * @return the part's ETag, as it came
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
   * Makes an object of the parts.
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
                .thenApply(answer -> plain(answer.etag())));
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

  private static String plain(String etag) {
    return etag.replace("\"", "");
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
