package scout.workflows.models;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;

/**
 * Runs the tests of a declaration, and changes nothing. Workflow id: {@link
 * WorkflowIds#modelsTest}; task queue: {@link TaskQueues#LAYERS}.
 */
@WorkflowInterface
public interface ModelTest {
  /** Returns what each test said. */
  @WorkflowMethod
  TestResult run(ModelFiles files);
}
