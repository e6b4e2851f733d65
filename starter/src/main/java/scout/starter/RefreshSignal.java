package scout.starter;

import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import scout.workflows.LayerRefresh;
import scout.workflows.RefreshRequest;
import scout.workflows.Refreshes;

/** Asks the one {@link LayerRefresh} for a refresh, beginning that workflow if it doesn't run. */
public final class RefreshSignal {
  private RefreshSignal() {}

  /** Returns once Temporal has the request on disk. */
  public static void send(WorkflowClient temporal, RefreshRequest request) {
    LayerRefresh refresh = temporal.newWorkflowStub(LayerRefresh.class, Refreshes.options());
    BatchRequest both = temporal.newSignalWithStartRequest();
    both.add(refresh::run, null);
    both.add(refresh::refresh, request);
    temporal.signalWithStart(both);
  }
}
