package scout.worker;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.storage.ObjectStore;
import scout.storage.StorageException;

/** Warns once, when the worker starts, if the bucket keeps no versions, and what that means. */
final class VersioningCheck {
  private static final Logger LOG = LoggerFactory.getLogger(VersioningCheck.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private VersioningCheck() {}

  /** Asks the bucket; the worker runs with any answer. */
  static void run(ObjectStore store, String bucket) {
    try {
      if (!store.within(PATIENCE).versions().kept()) {
        LOG.warn(
            "THE BUCKET {} KEEPS NO VERSIONS. An upload that replaces another of its key within"
                + " the milliseconds before that one is archived is deleted unread: its sales are"
                + " lost, and nothing can tell. Turn versioning on where the storage can; see The"
                + " bucket in docs/operations.md",
            bucket);
      }
    } catch (StorageException e) {
      LOG.warn(
          "Nobody knows whether the bucket {} keeps versions, which it should: {}",
          bucket,
          e.getMessage());
    }
  }
}
