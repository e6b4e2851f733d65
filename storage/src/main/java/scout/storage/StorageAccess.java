package scout.storage;

import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.credentials.IamAwsProvider;
import io.minio.credentials.Provider;
import java.net.URI;
import java.net.URISyntaxException;
import okhttp3.OkHttpClient;
import scout.settings.StorageSettings;

/**
 * How an S3 client reaches a server: the address, a credential, and connections that sign for the
 * server's path.
 *
 * @param address of the server, without a path
 * @param credentials read before each call
 * @param path the path of the server's address, e.g. {@code /storage/v1/s3}; mostly empty
 * @param region the region that requests are signed for
 */
public record StorageAccess(String address, Provider credentials, String path, String region) {
  /** Access with the credential of the settings. */
  public static StorageAccess of(StorageSettings settings) {
    return of(
        settings,
        settings.keys() == null
            ? new IamAwsProvider(null, null)
            : new SettingsProvider(settings.keys()));
  }

  /** As above, with another credential. */
  public static StorageAccess of(StorageSettings settings, Provider credentials) {
    URI endpoint = settings.endpoint();
    String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
    return new StorageAccess(
        withoutPath(endpoint), credentials, path.replaceAll("/+$", ""), settings.region());
  }

  private static String withoutPath(URI endpoint) {
    try {
      return new URI(endpoint.getScheme(), endpoint.getAuthority(), null, null, null).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("An address without its path is one too: " + endpoint, e);
    }
  }

  /**
   * A client for the server.
   *
   * @param connections that sign for its path: {@link #connections} or {@link #signing}
   * @param closes true if the client closes them
   */
  MinioAsyncClient client(OkHttpClient connections, boolean closes) {
    return MinioAsyncClient.builder()
        .endpoint(address)
        .region(region)
        .credentialsProvider(credentials)
        .httpClient(connections, closes)
        .build();
  }

  /** Connections with the client's defaults. */
  public OkHttpClient connections() {
    return signing(Http.newDefaultClient());
  }

  /** The same connections, whose requests are rewritten and signed for the server's path. */
  public OkHttpClient signing(OkHttpClient connections) {
    return path.isEmpty()
        ? connections
        : connections
            .newBuilder()
            .addInterceptor(new PathSigner(path, region, credentials))
            .build();
  }
}
