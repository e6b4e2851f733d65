package scout.local.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.ingest.ReplacedContract;
import scout.storage.TestBucket;

class VersionedMinioReplacedTest extends ReplacedContract {
  @TempDir static Path folder;

  @Override
  protected TestBucket start() throws Exception {
    return MinioServer.start(folder, true);
  }
}
