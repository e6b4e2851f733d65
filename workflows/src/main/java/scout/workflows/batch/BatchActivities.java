package scout.workflows.batch;

import io.temporal.activity.ActivityInterface;
import scout.workflows.journey.FileJourney;

/** The step of the bulk lane. */
@ActivityInterface
public interface BatchActivities {
  /**
   * Loads and archives the files one after the other, each in its own transactions. It heartbeats
   * its place, and a new attempt continues there. A file that is quarantined or fails for its own
   * reason gets a {@link FileJourney}. Calling it again for finished files changes nothing.
   */
  BatchResult loadBatch(FileGroup group);
}
