package scout.storage;

import io.minio.credentials.Credentials;
import io.minio.credentials.Provider;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Sends requests to a server whose address has a path. The S3 client signs without it. So each
 * request gets the path and the signature that the server computes.
 */
final class PathSigner implements Interceptor {
  private static final Set<String> SIGNATURE =
      Set.of("authorization", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token");

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final String path;
  private final String region;
  private final Provider credentials;

  PathSigner(String path, String region, Provider credentials) {
    this.path = path;
    this.region = region;
    this.credentials = credentials;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    HttpUrl url =
        request.url().newBuilder().encodedPath(path + request.url().encodedPath()).build();
    Headers unsigned = unsigned(request.headers());
    Request.Builder moved = request.newBuilder().url(url).headers(unsigned);
    signature(request.method(), url, unsigned)
        .forEachHeader(
            (name, values) -> {
              if (SIGNATURE.contains(name.toLowerCase(Locale.ROOT))) {
                moved.header(name, values.get(0));
              }
            });
    return chain.proceed(moved.build());
  }

  private static Headers unsigned(Headers headers) {
    Headers.Builder kept = headers.newBuilder();
    SIGNATURE.forEach(kept::removeAll);
    return kept.build();
  }

  private SdkHttpRequest signature(String method, HttpUrl url, Headers headers) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            // Only for https does the signer leave the body unsigned. A signature has no scheme,
            // and a port only if it isn't the scheme's default.
            .protocol("https")
            .host(url.host())
            .port(url.port() == HttpUrl.defaultPort(url.scheme()) ? 443 : url.port())
            .encodedPath(url.encodedPath());
    for (String name : url.queryParameterNames()) {
      request.putRawQueryParameter(
          name, url.queryParameterValues(name).stream().map(v -> v == null ? "" : v).toList());
    }
    for (String name : headers.names()) {
      if (name.toLowerCase(Locale.ROOT).startsWith("x-amz-")) {
        request.putHeader(name, headers.values(name));
      }
    }
    return signer
        .sign(
            signing ->
                signing
                    .identity(identity(credentials.fetch()))
                    .request(request.build())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false))
        .request();
  }

  private static AwsCredentialsIdentity identity(Credentials credentials) {
    return credentials.sessionToken() == null
        ? AwsCredentialsIdentity.create(credentials.accessKey(), credentials.secretKey())
        : AwsSessionCredentialsIdentity.create(
            credentials.accessKey(), credentials.secretKey(), credentials.sessionToken());
  }
}
