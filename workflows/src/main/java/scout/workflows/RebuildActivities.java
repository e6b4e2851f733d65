package scout.workflows;

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

  /** Recomputes the request's layer and those above it, tells what differs, and changes nothing. */
  List<TableChange> previewRebuild(RebuildRequest request);
}
