package scout.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import scout.activities.database.DatabaseFailureFilter;
import scout.activities.sweep.Sweep;
import scout.workflows.TaskQueues;
import scout.workflows.batch.BatchActivities;
import scout.workflows.housekeeping.HousekeepingActivities;
import scout.workflows.impl.WorkflowRegistration;
import scout.workflows.journey.IngestActivities;
import scout.workflows.models.ModelActivities;
import scout.workflows.operator.OperatorActivities;
import scout.workflows.rebuild.RebuildActivities;
import scout.workflows.refresh.LayerActivities;
import scout.workflows.sources.SourceActivities;

/**
 * The workers of all task queues. To stop, they accept no more work, give running steps time to
 * finish, and then cancel the rest. A cancelled step's transaction rolls back, and Temporal retries
 * it elsewhere. The pools may be closed only after that.
 */
final class WorkerGroup implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerGroup.class);
  private static final int VIRTUAL_THREADS = 21;

  /** Most steps end within this time. */
  private static final Duration FINISH = Duration.ofSeconds(15);

  /**
   * A cancelled step learns of it at its next heartbeat; the rest of 30 seconds is for the pools.
   */
  private static final Duration CANCEL = Duration.ofSeconds(6);

  /** Sweeps mostly wait; further ones queue. */
  static final int SWEEPS_AT_ONCE = 4;

  /** Journeys kept in memory. Others are replayed, which is cheap for their short histories. */
  private static final int CACHED_WORKFLOWS = 500;

  /** A workflow that handles a signal takes a second thread for a moment. */
  private static final int WORKFLOW_THREADS = 2 * CACHED_WORKFLOWS;

  /** Enough for two to four cores; a workflow task takes about a millisecond, an archive more. */
  private static final int WORKFLOW_TASKS = 32;

  /**
   * Heartbeats return a cancellation and record a step's place. A step times out after 20 seconds
   * without one. By default they are sent every 16.
   */
  private static final Duration HEARTBEATS = Duration.ofSeconds(5);

  /**
   * How long a workflow may hold its thread before it counts as hanging. The default is a second.
   * While loads use every core, a waiting thread can need more.
   */
  private static final Duration LONGEST_TURN = Duration.ofSeconds(5);

  private final WorkerFactory factory;
  private final Sweep sweep;

  WorkerGroup(
      WorkflowClient client,
      WorkerSlots slots,
      IngestActivities ingestion,
      Sweep sweep,
      BatchActivities bulkLane,
      OperatorActivities operators,
      LayerActivities layers,
      RebuildActivities rebuilds,
      SourceActivities sources,
      ModelActivities declarations,
      HousekeepingActivities housekeeping) {
    this.sweep = sweep;
    boolean virtual = Runtime.version().feature() >= VIRTUAL_THREADS;
    factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(CACHED_WORKFLOWS)
                .setMaxWorkflowThreadCount(WORKFLOW_THREADS)
                .setUsingVirtualWorkflowThreads(virtual)
                .setWorkerInterceptors(new DatabaseFailureFilter())
                .build());
    Worker ingest =
        factory.newWorker(
            TaskQueues.INGEST,
            options(virtual, slots.loads())
                .setMaxConcurrentLocalActivityExecutionSize(slots.archives())
                .build());
    WorkflowRegistration.register(ingest, WorkflowRegistration.INGEST);
    ingest.registerActivitiesImplementations(ingestion, sweep, bulkLane, operators);
    // A sweep that another release started waits in the other queue.
    Worker sweeps = factory.newWorker(TaskQueues.SWEEPS, options(virtual, SWEEPS_AT_ONCE).build());
    sweeps.registerActivitiesImplementations(sweep);
    Worker refresh = factory.newWorker(TaskQueues.LAYERS, options(virtual, slots.layers()).build());
    WorkflowRegistration.register(refresh, WorkflowRegistration.LAYERS);
    refresh.registerActivitiesImplementations(
        layers, rebuilds, sources, declarations, housekeeping);
  }

  private static WorkerOptions.Builder options(boolean virtual, int slots) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(slots)
        .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_TASKS)
        .setUsingVirtualThreads(virtual)
        .setMaxHeartbeatThrottleInterval(HEARTBEATS)
        .setDefaultDeadlockDetectionTimeout(LONGEST_TURN.toMillis())
        // During the stop, loads continue to send heartbeats; these fail once a load is to be
        // cancelled.
        .setAllowActivityHeartbeatDuringShutdown(true);
  }

  @Override
  public void start() {
    factory.start();
  }

  @Override
  public void stop() {
    sweep.stop();
    factory.shutdown();
    factory.awaitTermination(FINISH.toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      LOG.info("Cancelling what still runs; it is done again by another worker or the next run");
      factory.shutdownNow();
      factory.awaitTermination(CANCEL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public boolean isRunning() {
    return factory.isStarted() && !factory.isShutdown();
  }
}
