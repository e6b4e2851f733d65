package scout.workflows.impl;

import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import java.util.Map;
import scout.workflows.TaskQueues;

/** A release of the workflows, of which workers can be started. */
enum Release {
  /** They are as they are. */
  PRESENT {
    @Override
    void beforeStep(String step) {}
  },
  /** Their records have one field more. */
  WITH_MORE_FIELDS {
    @Override
    void beforeStep(String step) {}

    @Override
    WorkflowClient client(WorkflowClient present) {
      return WorkflowClient.newInstance(present.getWorkflowServiceStubs(), MoreFields.options());
    }
  },
  /** Before each step they write down which one it is; open journeys are asked what they did. */
  CHANGED {
    @Override
    void beforeStep(String step) {
      if (Workflow.getVersion("note-each-step", Workflow.DEFAULT_VERSION, 1) == 1) {
        note(step);
      }
    }
  },
  /** The same, by someone who did not think of open journeys. */
  CARELESS {
    @Override
    void beforeStep(String step) {
      note(step);
    }
  };

  /** Where the changed ones write. */
  static final String NOTE = "ReleaseTestStep";

  abstract void beforeStep(String step);

  /** The client by which its workers read and write. */
  WorkflowClient client(WorkflowClient present) {
    return present;
  }

  private static void note(String step) {
    Workflow.upsertMemo(Map.of(NOTE, step));
  }

  /** Starts a worker of both task queues; it runs until the factory is shut down. */
  WorkerFactory start(WorkflowClient client, Object ingest, Object... layers) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client(client),
            WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new Steps(this)).build());
    Worker journeys = factory.newWorker(TaskQueues.INGEST);
    WorkflowRegistration.register(journeys, WorkflowRegistration.INGEST);
    journeys.registerActivitiesImplementations(ingest);
    Worker refreshes = factory.newWorker(TaskQueues.LAYERS);
    WorkflowRegistration.register(refreshes, WorkflowRegistration.LAYERS);
    refreshes.registerActivitiesImplementations(layers);
    factory.start();
    return factory;
  }

  /** Has a release do something before each step of each workflow. */
  private static final class Steps extends WorkerInterceptorBase implements WorkerInterceptor {
    private final Release release;

    Steps(Release release) {
      this.release = release;
    }

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
      return new WorkflowInboundCallsInterceptorBase(next) {
        @Override
        public void init(WorkflowOutboundCallsInterceptor outbound) {
          super.init(
              new WorkflowOutboundCallsInterceptorBase(outbound) {
                @Override
                public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
                  release.beforeStep(input.getActivityName());
                  return super.executeActivity(input);
                }
              });
        }
      };
    }
  }
}
