package scout.settings;

import java.net.URI;

/**
 * How to reach the object store with one credential.
 *
 * @param endpoint e.g. {@code http://127.0.0.1:9000}
 * @param region e.g. {@code us-east-1}
 * @param bucket the bucket's name
 * @param accessKey the credential's name
 * @param secretKey its secret; never printed
 */
public record StorageSettings(
    URI endpoint, String region, String bucket, String accessKey, String secretKey) {

  /** The service credential: reads, copies and deletes. */
  public static StorageSettings service(Settings settings) {
    return read(settings, "SCOUT_S3_ACCESS_KEY", "SCOUT_S3_SECRET_KEY");
  }

  /** The device's credential: uploads only. */
  public static StorageSettings device(Settings settings) {
    return read(settings, "SCOUT_DEVICE_ACCESS_KEY", "SCOUT_DEVICE_SECRET_KEY");
  }

  private static StorageSettings read(Settings settings, String accessKey, String secretKey) {
    return new StorageSettings(
        settings.address("SCOUT_S3_ENDPOINT"),
        settings.text("SCOUT_S3_REGION", "us-east-1"),
        settings.text("SCOUT_S3_BUCKET", "sample"),
        settings.require(accessKey),
        settings.require(secretKey));
  }

  /** The prefix below which devices upload, ending in {@code /}. */
  public static String prefix(Settings settings) {
    String prefix = settings.text("SCOUT_S3_PREFIX", "scout/v1/bronze/");
    if (!prefix.endsWith("/")) {
      throw new SettingException("SCOUT_S3_PREFIX", "must end in '/'");
    }
    return prefix;
  }

  @Override
  public String toString() {
    return "StorageSettings[endpoint="
        + endpoint
        + ", region="
        + region
        + ", bucket="
        + bucket
        + ", accessKey="
        + accessKey
        + "]";
  }
}
