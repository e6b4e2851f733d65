package scout.activities.ingest;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import scout.storage.EmbeddedBucket;
import scout.storage.TestBucket;

class EmbeddedReplacedTest extends ReplacedContract {
  @TempDir static Path folder;

  @Override
  protected TestBucket start() throws Exception {
    return new EmbeddedBucket(folder);
  }
}
