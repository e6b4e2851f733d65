package scout.storage;

import static java.util.Map.entry;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import scout.settings.StorageSettings;

/**
 * Turns the S3 client's exceptions into Scout's own. The client's exceptions hold request headers,
 * so those from an answer never become a cause.
 */
final class StorageFailures {
  private static final Set<Integer> RETRYABLE = Set.of(408, 409, 425, 429);
  private static final Set<String> RETRYABLE_CODES =
      Set.of("RequestTimeout", "SlowDown", "NoSuchUpload", "OperationAborted");
  private static final String NEW_SESSION =
      "give SCOUT_S3_ACCESS_KEY, SCOUT_S3_SECRET_KEY and SCOUT_S3_SESSION_TOKEN anew";
  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          entry("InvalidAccessKeyId", "check SCOUT_S3_ACCESS_KEY"),
          entry("SignatureDoesNotMatch", "check SCOUT_S3_SECRET_KEY"),
          entry(
              "AccessDenied",
              "check SCOUT_S3_SECRET_KEY, and what SCOUT_S3_ACCESS_KEY is allowed to do"),
          entry("ExpiredToken", NEW_SESSION),
          entry("InvalidToken", NEW_SESSION),
          entry("InvalidTokenId", NEW_SESSION),
          entry("RequestTimeTooSkewed", "set this machine's clock"),
          entry("AuthorizationHeaderMalformed", "check SCOUT_S3_REGION"),
          entry("PermanentRedirect", "check SCOUT_S3_ENDPOINT and SCOUT_S3_REGION"),
          entry("NoSuchBucket", "check SCOUT_S3_BUCKET"),
          entry("KeyTooLongError", "give the object a shorter key"));

  private final StorageSettings settings;

  StorageFailures(StorageSettings settings) {
    this.settings = settings;
  }

  /** The exception for a call, e.g. {@code GET}, on a key (null for the bucket itself). */
  StorageException of(String call, String key, Throwable failure) {
    String place = call + " s3://" + settings.bucket() + (key == null ? "" : "/" + key);
    if (failure instanceof StorageException known) {
      return known;
    }
    if (failure instanceof ErrorResponseException answer) {
      return answered(place, answer.response().code(), answer.errorResponse().code());
    }
    if (failure instanceof InvalidResponseException) {
      return new StorageUnavailable(
          StorageFault.NOT_S3,
          place
              + ": "
              + settings.endpoint()
              + " did not answer as S3 does; check SCOUT_S3_ENDPOINT",
          null);
    }
    if (failure instanceof IllegalArgumentException) {
      return new StorageDenied(StorageFault.UNUSABLE_OBJECT, place + ": " + failure.getMessage());
    }
    if (failure instanceof SSLException) {
      return new StorageUnavailable(
          StorageFault.UNREACHABLE,
          "%s: the certificate of %s isn't trusted (%s); docs/operations.md says how it is"
              .formatted(place, settings.endpoint(), failure.getMessage()),
          failure);
    }
    return new StorageUnavailable(
        StorageFault.UNREACHABLE,
        "%s: %s failed (%s); check SCOUT_S3_ENDPOINT"
            .formatted(place, settings.endpoint(), failure.getMessage()),
        failure);
  }

  /** The exception for one object of a bulk call, whose answer has a code but no status. */
  StorageException ofObject(String call, String key, String code) {
    String place = call + " s3://" + settings.bucket() + "/" + key;
    return answered(place, REMEDIES.containsKey(code) ? 403 : 500, code);
  }

  private static StorageException answered(String place, int status, String code) {
    if (status == 412) {
      return new ObjectChanged(place + ": the object is another version by now");
    }
    if (status >= 500 || RETRYABLE.contains(status) || RETRYABLE_CODES.contains(code)) {
      return new StorageUnavailable(code, "%s: %s (%d)".formatted(place, code, status), null);
    }
    if (status == 404 && !"NoSuchBucket".equals(code)) {
      return new ObjectGone(place + ": there is no such object");
    }
    String remedy = REMEDIES.getOrDefault(code, "see the storage's own log");
    return new StorageDenied(code, "%s: %s (%d); %s".formatted(place, code, status, remedy));
  }
}
