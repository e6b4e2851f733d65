package scout.workflows.impl;

import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.List;

/** Which worker executes which workflows. */
public final class WorkflowRegistration {
  /**
   * Unreadable input, which a person may type to start a workflow, fails that run with the reason.
   * By default Temporal would retry its task endlessly and silently. {@link
   * scout.workflows.ContractConverter} recognizes input from another release.
   */
  private static final WorkflowImplementationOptions OPTIONS =
      WorkflowImplementationOptions.newBuilder()
          .setFailWorkflowExceptionTypes(DataConverterException.class)
          .build();

  /** The workflows of task queue {@link scout.workflows.TaskQueues#INGEST}. */
  public static final List<Class<?>> INGEST =
      List.of(
          FileJourneyImpl.class,
          EdgeSweepImpl.class,
          FileBatchImpl.class,
          OperatorActionImpl.class);

  /** The workflows of task queue {@link scout.workflows.TaskQueues#LAYERS}. */
  public static final List<Class<?>> LAYERS =
      List.of(
          LayerRefreshImpl.class,
          RebuildImpl.class,
          HousekeepingImpl.class,
          ModelPlanImpl.class,
          ModelTestImpl.class,
          ModelApplyImpl.class);

  private WorkflowRegistration() {}

  /** Registers these workflows with a worker. */
  public static void register(Worker worker, List<Class<?>> workflows) {
    worker.registerWorkflowImplementationTypes(OPTIONS, workflows.toArray(Class<?>[]::new));
  }
}
