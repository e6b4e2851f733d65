package scout.local.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import scout.storage.ArchiverContract;
import scout.storage.TestBucket;

class EmbeddedS3ArchiverTest extends ArchiverContract {
  @TempDir static Path data;

  @Override
  protected TestBucket start() {
    return new LocalBucket(data);
  }
}
