package scout.workflows.refresh;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The one long-lived workflow that serves any number of nudges by refreshes of silver, gold,
 * platinum and the checks, one at a time. Workflow id: {@link WorkflowIds#LAYER_REFRESH}; always
 * signalled with start.
 */
@WorkflowInterface
public interface LayerRefresh {
  /**
   * @param start null is a fresh beginning
   */
  @WorkflowMethod
  void run(RefreshStart start);

  /**
   * @param request null counts as a person's
   */
  @SignalMethod
  void refresh(RefreshRequest request);

  /** Where it stands. */
  @QueryMethod
  RefreshState state();
}
