package scout.cli.verify;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import scout.settings.StorageSettings;
import scout.storage.Etag;
import scout.storage.StorageAccess;

/** The bucket with the service's credential: lists and reads, and changes nothing. */
public final class ServiceStorage implements AutoCloseable {
  private final MinioClient client;
  private final URI endpoint;
  private final String bucket;

  /** Receives each object of a listing. */
  @FunctionalInterface
  public interface Visitor {
    /** Receives the next object, in the order of the keys' UTF-8 bytes. */
    void visit(BucketObject object) throws IOException, MinioException;
  }

  /** Turns an object's bytes into a result. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads as much as it needs; does not close the stream. */
    T read(InputStream content) throws IOException;
  }

  /**
   * @param settings with the service's credential, see {@link StorageSettings#service}
   */
  public ServiceStorage(StorageSettings settings) {
    StorageAccess access = StorageAccess.of(settings);
    this.client =
        MinioClient.builder()
            .endpoint(access.address())
            .region(settings.region())
            .credentialsProvider(access.credentials())
            .httpClient(access.connections(), true)
            .build();
    this.endpoint = settings.endpoint();
    this.bucket = settings.bucket();
  }

  /** Visits every object whose key begins with the prefix; holds one page in memory. */
  public void list(String prefix, Visitor visitor) throws IOException, MinioException {
    ListObjectsArgs all =
        ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true).build();
    for (Result<Item> result : answered(() -> client.listObjects(all))) {
      Item item = answered(result::get);
      visitor.visit(
          new BucketObject(
              item.objectName(),
              Etag.plain(item.etag()),
              item.size(),
              item.lastModified() == null ? null : item.lastModified().toInstant()));
    }
  }

  /** The current object; empty if there is none. */
  public Optional<BucketObject> find(String key) throws IOException, MinioException {
    try {
      StatObjectResponse found =
          answered(
              () -> client.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build()));
      return Optional.of(
          new BucketObject(
              key, Etag.plain(found.etag()), found.size(), found.lastModified().toInstant()));
    } catch (ErrorResponseException e) {
      if (e.response().code() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Reads an object as a stream. */
  public <T> T read(String key, Reader<T> reader) throws IOException, MinioException {
    try (InputStream content =
        answered(
            () -> client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build()))) {
      return reader.read(content);
    }
  }

  private interface Call<T> {
    T get() throws MinioException;
  }

  /** Unwraps the client's IllegalStateException for a server that doesn't answer. */
  private <T> T answered(Call<T> call) throws IOException, MinioException {
    try {
      return call.get();
    } catch (IllegalStateException e) {
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
