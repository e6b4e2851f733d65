package scout.activities.bulk;

import io.temporal.activity.ActivityInfo;
import java.util.Objects;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;

/**
 * The batch that a step belongs to.
 *
 * @param batchId its workflow id, by which the ledger names it
 * @param priority {@link Journeys#LIVE} if storage events named its files, {@link Journeys#SWEPT}
 *     if a sweep found them
 */
public record BatchRun(String batchId, int priority) {
  public BatchRun {
    Objects.requireNonNull(batchId, "batchId");
  }

  static BatchRun of(ActivityInfo step) {
    int priority = step.getPriority().getPriorityKey();
    return new BatchRun(
        step.getWorkflowId(), priority == Journeys.LIVE ? Journeys.LIVE : Journeys.SWEPT);
  }

  /** Who reported its files, see {@link FileVersion}. */
  public String source() {
    return priority == Journeys.LIVE ? FileVersion.WEBHOOK : FileVersion.BULK;
  }
}
