package scout.workflows.housekeeping;

import io.temporal.activity.ActivityInterface;

/** What housekeeping does. It can be called again. */
@ActivityInterface
public interface HousekeepingActivities {
  /** Makes the partitions of the coming months and applies the retention settings. */
  HousekeepingResult keepHouse();
}
