package scout.workflows.impl;

import io.temporal.workflow.Workflow;
import scout.workflows.models.ModelActivities;
import scout.workflows.models.ModelFiles;
import scout.workflows.models.ModelTest;
import scout.workflows.models.TestResult;

/** One activity runs all tests. */
public final class ModelTestImpl implements ModelTest {
  private final ModelActivities activities =
      Workflow.newActivityStub(ModelActivities.class, ModelSteps.asked("Run the tests"));

  @Override
  public TestResult run(ModelFiles files) {
    return activities.testModels(files);
  }
}
