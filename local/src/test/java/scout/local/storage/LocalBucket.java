package scout.local.storage;

import java.nio.file.Path;
import scout.settings.StorageSettings;
import scout.storage.BucketLayout;
import scout.storage.TestBucket;

/** The embedded server's bucket, for the storage contract. */
final class LocalBucket implements TestBucket {
  static final BucketLayout AREA = new BucketLayout("sample", "scout/v1/bronze/");
  static final S3Credential SERVICE = new S3Credential("service", "service-secret");
  static final S3Credential DEVICE = new S3Credential("device", "device-secret");

  private final EmbeddedS3 server;

  LocalBucket(Path data) {
    server = EmbeddedS3.start(data, 0, AREA, SERVICE, DEVICE, (bucket, key, etag, size) -> {});
  }

  @Override
  public StorageSettings settings() {
    return server.service();
  }

  @Override
  public void close() {
    server.close();
  }
}
