package scout.storage;

import io.minio.credentials.Credentials;
import io.minio.credentials.Provider;
import java.time.Duration;
import java.util.function.Supplier;
import scout.settings.StorageKeys;

/** A credential from settings; one in files is read again, since another program may renew it. */
final class SettingsProvider implements Provider {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Supplier<StorageKeys> keys;
  private Credentials known;
  private long readAt;

  SettingsProvider(Supplier<StorageKeys> keys) {
    this.keys = keys;
  }

  @Override
  public synchronized Credentials fetch() {
    long now = System.nanoTime();
    if (known == null || now - readAt > FRESH.toNanos()) {
      StorageKeys read = keys.get();
      known = new Credentials(read.accessKey(), read.secretKey(), read.sessionToken(), null);
      readAt = now;
    }
    return known;
  }
}
