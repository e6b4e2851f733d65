package scout.workflows.rebuild;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** The steps of a rebuild. Each can be called again: what is right already is left alone. */
@ActivityInterface
public interface RebuildActivities {
  /**
   * Recomputes one layer and writes the rows that differ, in one transaction.
   *
   * @param layer which; the request names the lowest
   */
  List<TableChange> rebuildLayer(Layer layer, RebuildRequest request);

  /** Counts what a rebuild of silver has before it, and changes nothing. */
  RebuildPlan planSilver(RebuildRequest request);

  /**
   * Recomputes some of silver's files, the next after a place, in a transaction or in several at
   * once; first lets a refresh take the files that have just come in.
   *
   * @param after the ledger's number of the last file done, 0 at the beginning
   */
  RebuildSlice rebuildSilver(RebuildRequest request, RebuildPlan plan, long after);

  /** Recomputes the request's layer and those above it, tells what differs, and changes nothing. */
  List<TableChange> previewRebuild(RebuildRequest request);
}
