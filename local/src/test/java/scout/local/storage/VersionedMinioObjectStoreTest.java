package scout.local.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import scout.storage.ObjectStoreContract;
import scout.storage.TestBucket;

class VersionedMinioObjectStoreTest extends ObjectStoreContract {
  @TempDir static Path folder;

  @Override
  protected TestBucket start() throws Exception {
    return MinioServer.start(folder, true);
  }
}
