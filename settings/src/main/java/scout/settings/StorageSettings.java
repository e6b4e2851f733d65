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
    return read(settings, SettingCatalog.S3_ACCESS_KEY, SettingCatalog.S3_SECRET_KEY);
  }

  /** The device's credential: uploads only. */
  public static StorageSettings device(Settings settings) {
    return read(settings, SettingCatalog.DEVICE_ACCESS_KEY, SettingCatalog.DEVICE_SECRET_KEY);
  }

  private static StorageSettings read(
      Settings settings, Setting<String> accessKey, Setting<String> secretKey) {
    return new StorageSettings(
        settings.get(SettingCatalog.S3_ENDPOINT),
        settings.get(SettingCatalog.S3_REGION),
        settings.get(SettingCatalog.S3_BUCKET),
        settings.get(accessKey),
        settings.get(secretKey));
  }

  /** The prefix below which devices upload, ending in {@code /}. */
  public static String prefix(Settings settings) {
    String prefix = settings.get(SettingCatalog.S3_PREFIX);
    if (!prefix.endsWith("/")) {
      throw new SettingException(SettingCatalog.S3_PREFIX.name(), "must end in '/'");
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
