package scout.storage;

import java.io.IOException;
import scout.settings.StorageSettings;

/** An empty bucket on a running S3 server. */
public interface TestBucket extends AutoCloseable {
  /** Where it is, and a credential that may do everything in it. */
  StorageSettings settings();

  @Override
  void close() throws IOException;
}
