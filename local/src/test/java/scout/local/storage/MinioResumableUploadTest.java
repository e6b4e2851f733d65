package scout.local.storage;

import io.minio.credentials.AssumeRoleProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.storage.ObjectStore;
import scout.cli.upload.DeviceStorage;
import scout.settings.StorageSettings;

/** On real MinIO, with a credential that {@code ops/storage-uploader-policy.json} narrows. */
class MinioResumableUploadTest extends ResumableUploadContract {
  private static final int HOUR = 3_600;

  @TempDir static Path folder;
  private MinioServer server;
  private ObjectStore service;

  @BeforeAll
  void start() throws Exception {
    server = MinioServer.start(folder, true);
    service = new ObjectStore(server.settings(), 2);
  }

  @AfterAll
  void stop() throws Exception {
    if (server != null) {
      service.close();
      server.close();
    }
  }

  @Override
  StorageSettings settings() {
    return server.settings();
  }

  @Override
  DeviceStorage device() {
    StorageSettings settings = server.settings();
    try {
      return new DeviceStorage(
          settings,
          new AssumeRoleProvider(
              settings.endpoint().toString(),
              settings.accessKey(),
              settings.secretKey(),
              HOUR,
              Files.readString(Path.of("..", "ops", "storage-uploader-policy.json")),
              settings.region(),
              null,
              null,
              null,
              null));
    } catch (Exception e) {
      throw new IllegalStateException("The policy can't be used", e);
    }
  }

  @Override
  ObjectStore service() {
    return service;
  }
}
