package scout.workflows.housekeeping;

import io.temporal.activity.ActivityInterface;

/** The step of housekeeping. Calling it again is safe. */
@ActivityInterface
public interface HousekeepingActivities {
  /** Creates the partitions of the coming months and applies the retention settings. */
  HousekeepingResult keepHouse();
}
