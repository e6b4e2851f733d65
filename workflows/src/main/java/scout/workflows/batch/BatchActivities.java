package scout.workflows.batch;

import io.temporal.activity.ActivityInterface;
import scout.workflows.journey.FileJourney;

/** The step of the bulk lane. */
@ActivityInterface
public interface BatchActivities {
  /**
   * Loads and archives the files one after the other, each in transactions of its own, heartbeating
   * how far it has come; a new attempt goes on there. A file that leaves the good path (it is
   * quarantined, or fails for a reason of its own) gets a {@link FileJourney}. Calling it again for
   * files that are done changes nothing.
   */
  BatchResult loadBatch(FileGroup group);
}
