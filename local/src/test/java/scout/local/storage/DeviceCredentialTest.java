package scout.local.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.DeleteObjectsArgs;
import io.minio.ListPartsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.RemoveBucketArgs;
import io.minio.SetBucketVersioningArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.DeleteRequest;
import io.minio.messages.VersioningConfiguration;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;
import scout.storage.StorageDenied;
import scout.storage.StoredObject;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** A device may upload, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceCredentialTest {
  private static final String PREFIX = "scout/v1/bronze/";
  private static final String KEY = PREFIX + "till-1/a.json";

  @TempDir static Path data;
  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddedS3 server;
  private ObjectStore service;
  private ObjectStore device;
  private MinioAsyncClient client;
  private StoredObject there;

  @BeforeAll
  void start() throws Exception {
    server =
        EmbeddedS3.start(
            data,
            0,
            LocalBucket.AREA,
            LocalBucket.SERVICE,
            LocalBucket.DEVICE,
            (bucket, key, etag, size) -> {});
    service = new ObjectStore(server.service(), 2);
    device = new ObjectStore(server.device(), 2);
    client =
        MinioAsyncClient.builder()
            .endpoint(server.endpoint().toString())
            .region("us-east-1")
            .credentials("device", "device-secret")
            .build();
  }

  @BeforeEach
  void leaveOneObject() {
    for (StoredObject object : service.listing().page("", null, 100).objects()) {
      service.writer().delete(object.key(), null);
    }
    service.writer().put(KEY, new ByteArrayInputStream(new byte[1]), 1);
    there = service.stat(KEY).orElseThrow();
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    device.close();
    service.close();
    server.close();
  }

  @Test
  void uploads() {
    put(PREFIX + "till-1/b c.json", "content");
    assertThat(service.stat(PREFIX + "till-1/b c.json").orElseThrow().size()).isEqualTo(7);
    put(KEY, "new content");
    assertThat(service.stat(KEY).orElseThrow().etag()).isNotEqualTo(there.etag());
  }

  @Test
  void uploadsInParts() {
    byte[] large = new byte[17 << 20];
    String etag =
        device.writer().put(PREFIX + "large.csv", new ByteArrayInputStream(large), large.length);
    assertThat(etag).endsWith("-2");
    assertThat(service.stat(PREFIX + "large.csv").orElseThrow().etag()).isEqualTo(etag);
    assertThatThrownBy(
            () -> device.writer().put("large.csv", new ByteArrayInputStream(large), large.length))
        .isInstanceOf(StorageDenied.class)
        .hasMessageContaining("AccessDenied");
  }

  @Test
  void listsAndAbortsItsOwnParts() throws Exception {
    String upload = begin(PREFIX + "large.csv");
    assertThat(
            answer(
                    client.listParts(
                        ListPartsArgs.builder()
                            .bucket("sample")
                            .object(PREFIX + "large.csv")
                            .uploadId(upload)
                            .build()))
                .result()
                .parts())
        .isEmpty();
    assertThatCode(
            () ->
                answer(
                    client.abortMultipartUpload(
                        AbortMultipartUploadArgs.builder()
                            .bucket("sample")
                            .object(PREFIX + "large.csv")
                            .uploadId(upload)
                            .build())))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.json",
        "scout/v1/a.json",
        "scout/v1/bronzes/a.json",
        PREFIX + "processed/a.json",
        PREFIX + "processed/20261101/till-1/a.json",
        PREFIX + "quarantine/20261101/a.json"
      })
  void putsNowhereElse(String key) {
    assertDenied(() -> put(key, "content"));
    assertDenied(() -> begin(key));
    assertThat(service.listing().page("", null, 10).objects()).containsExactly(there);
  }

  @Test
  void readsNothing() {
    assertDenied(() -> device.stat(KEY));
    assertDenied(() -> device.stat(PREFIX + "none.json"));
    assertDenied(() -> device.open(KEY, null));
    assertDenied(() -> device.open(KEY, there.etag()));
    assertDenied(() -> device.listing().page("", null, 10));
    assertDenied(() -> device.listing().page(PREFIX, null, 10));
    assertDenied(() -> device.versions().kept());
  }

  @Test
  void copiesAndDeletesNothing() {
    assertDenied(() -> device.copier().copy(there, PREFIX + "copy.json"));
    assertDenied(() -> device.writer().delete(KEY, null));
    assertDenied(
        () ->
            answer(
                client.deleteObjects(
                    DeleteObjectsArgs.builder()
                        .bucket("sample")
                        .objects(List.of(new DeleteRequest.Object(KEY)))
                        .build())));
    assertThat(service.listing().page("", null, 10).objects()).containsExactly(there);
  }

  @Test
  void copiesNothingIntoAPartOfItsOwn() throws Exception {
    String key = PREFIX + "stolen.json";
    String upload = begin(key);
    HttpResponse<String> answer =
        send(
            "PUT",
            "/sample/" + key + "?partNumber=1&uploadId=" + upload,
            "x-amz-copy-source",
            "/sample/" + KEY);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("<Code>AccessDenied</Code>");
  }

  @Test
  void doesNothingToBuckets() {
    assertDenied(() -> answer(client.makeBucket(MakeBucketArgs.builder().bucket("other").build())));
    assertDenied(() -> answer(client.listBuckets()));
    assertDenied(
        () -> answer(client.removeBucket(RemoveBucketArgs.builder().bucket("sample").build())));
    StorageSettings right = server.device();
    StorageSettings other =
        new StorageSettings(
            right.endpoint(), right.region(), "other", right.accessKey(), right.secretKey());
    try (ObjectStore elsewhere = new ObjectStore(other, 1)) {
      assertDenied(
          () ->
              elsewhere.writer().put(PREFIX + "a.json", new ByteArrayInputStream(new byte[1]), 1));
    }
    assertThatThrownBy(
            () ->
                answer(
                    client.setBucketVersioning(
                        SetBucketVersioningArgs.builder()
                            .bucket("sample")
                            .config(
                                new VersioningConfiguration(
                                    VersioningConfiguration.Status.SUSPENDED, null, null, null))
                            .build())))
        .isInstanceOf(Exception.class);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 403, ,",
    "GET, /sample, 403, ,",
    "GET, /sample?uploads, 403, ,",
    "GET, /sample?versions, 501, ,",
    "GET, /sample?acl, 403, ,",
    "GET, /sample?policy, 403, ,",
    "HEAD, /sample, 403, ,",
    "GET, /sample/scout/v1/bronze/till-1/a.json?acl, 403, ,",
    "GET, /sample/scout/v1/bronze/till-1/a.json?attributes, 403, x-amz-object-attributes, ETag",
    "PUT, /sample/scout/v1/bronze/till-1/a.json?acl, 403, x-amz-acl, public-read",
    "GET, /sample/.mpus-x, 403, ,",
    "GET, /sample/.s3proxy-mpu-stub-x, 400, ,",
    "PUT, /sample/.s3proxy-mpu-stub-x, 400, ,",
    "DELETE, /sample/.s3proxy-mpu-stub-x, 400, ,"
  })
  void isRefusedByHand(String method, String path, int status, String header, String value)
      throws Exception {
    String[] headers = header == null ? new String[0] : new String[] {header, value};
    assertThat(send(method, path, headers).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sample/scout/v1/bronze/../../../climbed.json",
        "/sample/scout/v1/bronze/%2e%2e/%2e%2e/%2e%2e/climbed.json",
        "/sample/scout/v1/bronze/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fclimbed.json",
        "/sample/scout/v1/bronze/./climbed.json",
        "/sample/scout/v1/bronze/processed/../climbed.json",
        "/sample/scout/v1/bronze/till-1/../processed/climbed.json",
        "/sample/scout/v1/bronze//climbed.json"
      })
  void climbsNowhere(String path) throws Exception {
    assertThat(send("PUT", path).statusCode()).isIn(400, 403);
    assertThat(service.listing().page("", null, 10).objects()).containsExactly(there);
    assertThat(data.resolveSibling("climbed.json")).doesNotExist();
    assertThat(data.resolve("climbed.json")).doesNotExist();
  }

  @Test
  void aRequestWithoutACredentialIsRefused() throws Exception {
    for (String path : List.of("/", "/sample", "/sample/" + KEY)) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(server.endpoint().resolve(path)).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(403);
    }
  }

  private void put(String key, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    device.writer().put(key, new ByteArrayInputStream(bytes), bytes.length);
  }

  private String begin(String key) throws Exception {
    return answer(
            client.createMultipartUpload(
                CreateMultipartUploadArgs.builder().bucket("sample").object(key).build()))
        .result()
        .uploadId();
  }

  private static <T> T answer(CompletableFuture<T> call) throws Exception {
    try {
      return call.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private interface Call {
    void run() throws Exception;
  }

  private static void assertDenied(Call call) {
    assertThatThrownBy(call::run)
        .satisfiesAnyOf(
            e ->
                assertThat(e)
                    .isInstanceOf(StorageDenied.class)
                    .hasMessageContaining("AccessDenied (403)"),
            e ->
                assertThat(((ErrorResponseException) e).errorResponse().code())
                    .isEqualTo("AccessDenied"));
  }

  /** A request as no client library would make it, signed as the device. */
  private HttpResponse<String> send(String method, String path, String... header) throws Exception {
    URI uri = URI.create(server.endpoint() + path);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.valueOf(method))
            .protocol("http")
            .host(uri.getHost())
            .port(uri.getPort())
            .encodedPath(uri.getRawPath());
    if (uri.getRawQuery() != null) {
      for (String parameter : uri.getRawQuery().split("&", -1)) {
        String[] parts = parameter.split("=", 2);
        request.putRawQueryParameter(parts[0], parts.length > 1 ? parts[1] : "");
      }
    }
    if (header.length > 0) {
      request.putHeader(header[0], header[1]);
    }
    boolean body = method.equals("PUT");
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(AwsCredentialsIdentity.create("device", "device-secret"))
                        .request(request.build())
                        .payload(
                            body && header.length == 0
                                ? ContentStreamProvider.fromUtf8String("content")
                                : null)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false));
    HttpRequest.Builder raw =
        HttpRequest.newBuilder(uri)
            .method(
                method,
                body && header.length == 0
                    ? BodyPublishers.ofString("content")
                    : BodyPublishers.noBody());
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> raw.header(name, value));
              }
            });
    return http.send(raw.build(), BodyHandlers.ofString());
  }
}
