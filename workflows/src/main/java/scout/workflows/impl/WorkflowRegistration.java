package scout.workflows.impl;

import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.List;

/** Which worker executes which workflows. */
public final class WorkflowRegistration {
  /**
   * An input that can't be read, as a person may type it to start a workflow, fails that run with
   * the reason. By default its task would be tried again and again, and nobody told. What another
   * release wrote is told from that by {@link scout.workflows.ContractConverter}.
   */
  private static final WorkflowImplementationOptions OPTIONS =
      WorkflowImplementationOptions.newBuilder()
          .setFailWorkflowExceptionTypes(DataConverterException.class)
          .build();

  /** Those of the task queue {@link scout.workflows.TaskQueues#INGEST}. */
  public static final List<Class<?>> INGEST =
      List.of(FileJourneyImpl.class, EdgeSweepImpl.class, FileBatchImpl.class);

  /** Those of the task queue {@link scout.workflows.TaskQueues#LAYERS}. */
  public static final List<Class<?>> LAYERS =
      List.of(LayerRefreshImpl.class, RebuildImpl.class, HousekeepingImpl.class);

  private WorkflowRegistration() {}

  /** Has a worker execute these workflows. */
  public static void register(Worker worker, List<Class<?>> workflows) {
    worker.registerWorkflowImplementationTypes(OPTIONS, workflows.toArray(Class<?>[]::new));
  }
}
