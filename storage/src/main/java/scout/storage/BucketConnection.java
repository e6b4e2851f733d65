package scout.storage;

import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import scout.settings.StorageSettings;

/** The S3 client with its bucket and its timeouts. */
final class BucketConnection implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final int READ_SECONDS = 30;

  private final StorageSettings settings;
  private final StorageAccess access;
  private final OkHttpClient http;
  private final MinioAsyncClient client;
  private final StorageCalls calls;

  private BucketConnection(StorageSettings settings, StorageAccess access, OkHttpClient http) {
    this.settings = settings;
    this.access = access;
    this.http = http;
    this.client = access.client(http, false);
    this.calls = new StorageCalls(new StorageFailures(settings));
  }

  /**
   * Opens no connection yet.
   *
   * @param connections how many requests may run at once and how many idle connections are kept
   */
  static BucketConnection of(StorageSettings settings, int connections) {
    StorageAccess access = StorageAccess.of(settings);
    return new BucketConnection(settings, access, access.signing(http(connections)));
  }

  /** The same connections, with calls aborted after the limit. */
  BucketConnection within(Duration limit) {
    return new BucketConnection(settings, access, http.newBuilder().callTimeout(limit).build());
  }

  String bucket() {
    return settings.bucket();
  }

  MinioAsyncClient client() {
    return client;
  }

  /** Makes calls and waits for the client's answers. */
  StorageCalls calls() {
    return calls;
  }

  private static OkHttpClient http(int connections) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(connections);
    dispatcher.setMaxRequestsPerHost(connections);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(connections, 1, TimeUnit.MINUTES))
        .connectTimeout(CONNECT_TIMEOUT)
        .readTimeout(ObjectStore.LONGEST_SILENCE)
        .writeTimeout(ObjectStore.LONGEST_SILENCE)
        .addInterceptor(BucketConnection::hurried)
        .protocols(List.of(Protocol.HTTP_1_1))
        .build();
  }

  /** Reads are answered soon; a dead storage must be noticed within a minute. */
  private static Response hurried(Interceptor.Chain chain) throws IOException {
    boolean reads = READING.contains(chain.request().method());
    return (reads ? chain.withReadTimeout(READ_SECONDS, TimeUnit.SECONDS) : chain)
        .proceed(chain.request());
  }

  /** Closes the connections; reads under way fail. */
  @Override
  public void close() {
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
