package scout.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.credentials.AssumeRoleProvider;
import io.minio.credentials.Credentials;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.settings.StorageKeys;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;
import scout.storage.StorageDenied;

/** A short-lived credential on real MinIO, and what is said when it isn't one any more. */
class MinioSessionTest {
  @TempDir static Path folder;

  @Test
  void aSessionTokenIsSentAndNamed() throws Exception {
    try (MinioServer server = MinioServer.start(folder, false)) {
      StorageSettings root = server.settings();
      Credentials session =
          new AssumeRoleProvider(
                  root.endpoint().toString(),
                  root.accessKey(),
                  root.secretKey(),
                  3600,
                  null,
                  root.region(),
                  null,
                  null,
                  null,
                  null)
              .fetch();
      AtomicReference<String> token = new AtomicReference<>(session.sessionToken());
      StorageSettings settings =
          new StorageSettings(
              root.endpoint(),
              root.region(),
              root.bucket(),
              () -> new StorageKeys(session.accessKey(), session.secretKey(), token.get()));
      try (ObjectStore store = new ObjectStore(settings, 2)) {
        store.writer().put("a.json", new ByteArrayInputStream(new byte[1]), 1);
        assertThat(store.stat("a.json")).isPresent();
      }
      token.set("another");
      try (ObjectStore store = new ObjectStore(settings, 2)) {
        assertThatThrownBy(() -> store.listing().page("", null, 10))
            .isInstanceOf(StorageDenied.class)
            .hasMessageContaining("SCOUT_S3_SESSION_TOKEN");
      }
    }
  }
}
