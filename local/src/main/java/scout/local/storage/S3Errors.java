package scout.local.storage;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The errors that the embedded server adds to S3Proxy's, in S3's words. */
final class S3Errors {
  private S3Errors() {}

  static S3Exception accessDenied() {
    return error(403, "AccessDenied", "This credential may only upload below the input prefix");
  }

  static S3Exception invalidKey(String reason) {
    return error(400, "InvalidArgument", "The embedded storage can't hold this key: " + reason);
  }

  static S3Exception keyTooLong(String reason) {
    return error(400, "KeyTooLongError", "The embedded storage can't hold this key: " + reason);
  }

  private static S3Exception error(int status, String code, String message) {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .message(message)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }
}
