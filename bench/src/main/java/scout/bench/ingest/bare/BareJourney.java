package scout.bench.ingest.bare;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The barest workflow of the same shape as a file's journey. */
@WorkflowInterface
public interface BareJourney {
  /** Loads and archives the object. */
  @WorkflowMethod
  void run(String key);

  /** The object has arrived. */
  @SignalMethod
  void arrived(String etag);
}
