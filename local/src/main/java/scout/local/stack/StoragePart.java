package scout.local.stack;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scout.local.home.FreePorts;
import scout.local.home.StackHome;
import scout.local.home.StoredSecrets;
import scout.local.storage.EmbeddedS3;
import scout.local.storage.S3Credential;
import scout.local.storage.StorageEventPoster;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.BucketLayout;

/** The object store: that of the settings, or an embedded one. */
final class StoragePart {
  private StoragePart() {}

  /**
   * Starts it.
   *
   * @param webhook where an embedded store posts its events, once {@code events} is open
   * @param token the webhook's bearer token
   */
  static StackPart start(
      StackHome home,
      FreePorts ports,
      StoredSecrets secrets,
      Settings settings,
      URI webhook,
      String token,
      EventGate events)
      throws IOException {
    String prefix = StorageSettings.prefix(settings);
    if (settings.find(SettingCatalog.S3_ENDPOINT).isPresent()) {
      return external(settings, prefix);
    }
    StorageEventPoster poster = new StorageEventPoster(webhook, token);
    EmbeddedS3 server =
        EmbeddedS3.start(
            home.folder("s3"),
            ports.get("s3"),
            new BucketLayout(settings.get(SettingCatalog.S3_BUCKET), prefix),
            new S3Credential("scout-service", secrets.get("s3-service")),
            new S3Credential("storage_uploader", secrets.get("s3-device")),
            events.before(poster));
    return part(
        server.service(),
        server.device(),
        prefix,
        () -> {
          poster.close();
          server.close();
        });
  }

  /** Leaves its credentials where they are, since those in files may be renewed. */
  private static StackPart external(Settings settings, String prefix) {
    StorageSettings service = StorageSettings.service(settings);
    StorageSettings.device(settings);
    return new StackPart(place(service, prefix), List.of(), () -> {});
  }

  private static Map<String, String> place(StorageSettings service, String prefix) {
    Map<String, String> environment = new HashMap<>();
    environment.put(SettingCatalog.S3_ENDPOINT.name(), service.endpoint().toString());
    environment.put(SettingCatalog.S3_REGION.name(), service.region());
    environment.put(SettingCatalog.S3_BUCKET.name(), service.bucket());
    environment.put(SettingCatalog.S3_PREFIX.name(), prefix);
    return environment;
  }

  private static StackPart part(
      StorageSettings service, StorageSettings device, String prefix, AutoCloseable ending) {
    Map<String, String> environment = place(service, prefix);
    environment.put(SettingCatalog.S3_ACCESS_KEY.name(), service.accessKey());
    environment.put(SettingCatalog.S3_SECRET_KEY.name(), service.secretKey());
    environment.put(SettingCatalog.DEVICE_ACCESS_KEY.name(), device.accessKey());
    environment.put(SettingCatalog.DEVICE_SECRET_KEY.name(), device.secretKey());
    return new StackPart(environment, List.of(), ending);
  }
}
