package scout.starter;

import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import scout.schema.settings.StorageSettings;

/** The bucket as a device sees it: it can upload and nothing else. */
public final class DeviceStorage implements AutoCloseable {
  /** Objects larger than this go in parts of this size, in bytes. */
  public static final long PART_BYTES = 16L << 20;

  private final MinioClient client;
  private final URI endpoint;
  private final String bucket;

  /**
   * @param settings with the device's credential, see {@link StorageSettings#device}
   */
  public DeviceStorage(StorageSettings settings) {
    this.client =
        MinioClient.builder()
            .endpoint(settings.endpoint().toString())
            .region(settings.region())
            .credentials(settings.accessKey(), settings.secretKey())
            .build();
    this.endpoint = settings.endpoint();
    this.bucket = settings.bucket();
  }

  /**
   * Uploads one object.
   *
   * @param key the full object key
   * @param content read to its end, not closed
   * @param size its length in bytes
   * @param sha256 of the content in hexadecimal digits, kept with the object so that Scout notices
   *     damage on the way, see {@link FileHash}
   * @return the ETag without quotes
   * @throws IOException if the content can't be read or the store doesn't answer
   * @throws MinioException if the store refuses
   */
  public String put(String key, InputStream content, long size, String sha256)
      throws IOException, MinioException {
    PutObjectArgs upload =
        PutObjectArgs.builder().bucket(bucket).object(key).stream(
                content, size, size > PART_BYTES ? PART_BYTES : -1L)
            .userMetadata(Map.of("scout-sha256", sha256))
            .build();
    try {
      return client.putObject(upload).etag().replace("\"", "");
    } catch (IllegalStateException e) {
      // this is how the client passes on that nobody answers
      if (e.getCause() instanceof IOException io) {
        throw new IOException("The object store at " + endpoint + " doesn't answer", io);
      }
      throw e;
    }
  }

  @Override
  public void close() throws MinioException {
    try {
      client.close();
    } catch (MinioException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The connections to the object store don't close", e);
    }
  }
}
