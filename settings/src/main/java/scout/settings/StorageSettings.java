package scout.settings;

import java.net.URI;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How to reach the object store with one credential.
 *
 * @param endpoint e.g. {@code http://127.0.0.1:9000}; it may have a path
 * @param region e.g. {@code us-east-1}
 * @param bucket the bucket's name
 * @param keys supplies the current credential; null for that of the machine's role
 */
public record StorageSettings(
    URI endpoint, String region, String bucket, Supplier<StorageKeys> keys) {

  /** The machine's role provides the service credential, and renews it. */
  static final String ROLE = "role";

  /** With a fixed credential. */
  public StorageSettings(
      URI endpoint, String region, String bucket, String accessKey, String secretKey) {
    this(endpoint, region, bucket, () -> new StorageKeys(accessKey, secretKey, null));
  }

  /** The service credential: reads, copies and deletes. */
  public static StorageSettings service(Settings settings) {
    if (ROLE.equals(settings.get(SettingCatalog.S3_CREDENTIALS))) {
      return of(settings, null);
    }
    return read(
        settings,
        () ->
            new StorageKeys(
                settings.get(SettingCatalog.S3_ACCESS_KEY),
                settings.get(SettingCatalog.S3_SECRET_KEY),
                settings.find(SettingCatalog.S3_SESSION_TOKEN).orElse(null)));
  }

  /** The device's credential: uploads only. */
  public static StorageSettings device(Settings settings) {
    return read(
        settings,
        () ->
            new StorageKeys(
                settings.get(SettingCatalog.DEVICE_ACCESS_KEY),
                settings.get(SettingCatalog.DEVICE_SECRET_KEY),
                null));
  }

  /** Reads the credential now, so that a missing setting fails early. */
  private static StorageSettings read(Settings settings, Supplier<StorageKeys> keys) {
    Objects.requireNonNull(keys.get(), "keys");
    return of(settings, keys);
  }

  private static StorageSettings of(Settings settings, Supplier<StorageKeys> keys) {
    return new StorageSettings(
        settings.get(SettingCatalog.S3_ENDPOINT),
        settings.get(SettingCatalog.S3_REGION),
        settings.get(SettingCatalog.S3_BUCKET),
        keys);
  }

  /** The credential's name; null for a role. */
  public String accessKey() {
    return keys == null ? null : now().accessKey();
  }

  /** The credential's secret; null for a role. */
  public String secretKey() {
    return keys == null ? null : now().secretKey();
  }

  /** The prefix below which devices upload, ending in {@code /}. */
  public static String prefix(Settings settings) {
    String prefix = settings.get(SettingCatalog.S3_PREFIX);
    if (!prefix.endsWith("/")) {
      throw new SettingException(SettingCatalog.S3_PREFIX.name(), "must end in '/'");
    }
    return prefix;
  }

  /** Two are equal if they currently supply the same credential. */
  @Override
  public boolean equals(Object other) {
    return other instanceof StorageSettings that
        && endpoint.equals(that.endpoint)
        && region.equals(that.region)
        && bucket.equals(that.bucket)
        && Objects.equals(now(), that.now());
  }

  @Override
  public int hashCode() {
    return Objects.hash(endpoint, region, bucket);
  }

  private StorageKeys now() {
    return keys == null ? null : keys.get();
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
        + accessKey()
        + "]";
  }
}
