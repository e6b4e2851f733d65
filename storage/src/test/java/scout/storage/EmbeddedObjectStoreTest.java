package scout.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedObjectStoreTest extends ObjectStoreContract {
  @TempDir static Path folder;

  @Override
  protected TestBucket start() throws Exception {
    return new EmbeddedBucket(folder);
  }
}
