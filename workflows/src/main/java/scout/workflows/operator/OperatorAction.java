package scout.workflows.operator;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Carries out what a person asked for in the console. It is recorded before it is done, so nothing
 * is done that the audit does not show.
 */
@WorkflowInterface
public interface OperatorAction {
  /** Returns how it ended, as the audit says it. */
  @WorkflowMethod
  OperatorResult run(OperatorRequest request);
}
