package scout.workflows.client;

import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowServiceException;
import java.util.function.Consumer;

/** Sends a workflow a signal, and starts it if it doesn't run. */
final class SignalWithStart {
  /** The server's status for a run that has just ended. */
  private static final String NOT_FOUND = "NOT_FOUND";

  private SignalWithStart() {}

  /**
   * Returns once Temporal has stored both; throws WorkflowServiceException if it can't be reached.
   *
   * @param parts adds the workflow method and the signal to a request
   */
  static void send(WorkflowClient client, Consumer<BatchRequest> parts) {
    try {
      sendOnce(client, parts);
    } catch (WorkflowServiceException e) {
      if (!hasJustEnded(e)) {
        throw e;
      }
      sendOnce(client, parts);
    }
  }

  /** A run that is just ending can refuse the signal; then a new run can start. */
  private static boolean hasJustEnded(WorkflowServiceException e) {
    return e.getCause() != null && String.valueOf(e.getCause().getMessage()).startsWith(NOT_FOUND);
  }

  private static void sendOnce(WorkflowClient client, Consumer<BatchRequest> parts) {
    BatchRequest request = client.newSignalWithStartRequest();
    parts.accept(request);
    client.signalWithStart(request);
  }
}
