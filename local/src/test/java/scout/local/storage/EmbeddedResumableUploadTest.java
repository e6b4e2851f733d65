package scout.local.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;
import scout.storage.UploadStore;

/** On the embedded store. */
class EmbeddedResumableUploadTest extends ResumableUploadContract {
  @TempDir static Path data;
  private EmbeddedS3 server;
  private ObjectStore service;

  @BeforeAll
  void start() {
    server =
        EmbeddedS3.start(
            data,
            0,
            LocalBucket.AREA,
            LocalBucket.SERVICE,
            LocalBucket.DEVICE,
            (bucket, key, etag, size) -> {});
    service = new ObjectStore(server.service(), 2);
  }

  @AfterAll
  void stop() {
    service.close();
    server.close();
  }

  @Override
  StorageSettings settings() {
    return server.device();
  }

  @Override
  UploadStore device() {
    return new UploadStore(server.device());
  }

  @Override
  ObjectStore service() {
    return service;
  }
}
