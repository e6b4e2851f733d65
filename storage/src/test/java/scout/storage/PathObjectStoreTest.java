package scout.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A server that has a path of its own, as Supabase's has. */
class PathObjectStoreTest extends ObjectStoreContract {
  @TempDir static Path folder;

  @Override
  protected TestBucket start() throws Exception {
    return new EmbeddedBucket(folder, "/storage/v1/s3");
  }
}
