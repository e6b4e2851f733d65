package scout.workflows.rebuild;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** The steps of a rebuild. Each can be called again: correct rows stay untouched. */
@ActivityInterface
public interface RebuildActivities {
  /**
   * Recomputes one layer and writes the rows that differ, in one transaction.
   *
   * @param layer which; the request names the lowest
   */
  List<TableChange> rebuildLayer(Layer layer, RebuildRequest request);

  /** Counts the work of a rebuild of silver, and changes nothing. */
  RebuildPlan planSilver(RebuildRequest request);

  /**
   * Recomputes the next of silver's files after a place, in one transaction or several in parallel.
   * Before that it lets a refresh settle the files that have just arrived.
   *
   * @param after the ledger's number of the last file done, 0 at the beginning
   */
  RebuildSlice rebuildSilver(RebuildRequest request, RebuildPlan plan, long after);

  /**
   * Recomputes the request's layer and those above it, returns the differences, and changes
   * nothing.
   */
  List<TableChange> previewRebuild(RebuildRequest request);
}
