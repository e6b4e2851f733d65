package scout.workflows.impl;

import io.temporal.workflow.Workflow;
import scout.workflows.models.ModelActivities;
import scout.workflows.models.ModelFiles;
import scout.workflows.models.ModelPlan;
import scout.workflows.models.PlanResult;

/** One activity judges all. */
public final class ModelPlanImpl implements ModelPlan {
  private final ModelActivities activities =
      Workflow.newActivityStub(ModelActivities.class, ModelSteps.asked("Judge the declaration"));

  @Override
  public PlanResult run(ModelFiles files) {
    return activities.planModels(files);
  }
}
