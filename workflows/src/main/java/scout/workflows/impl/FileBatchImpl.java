package scout.workflows.impl;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import scout.workflows.TaskQueues;
import scout.workflows.batch.BatchActivities;
import scout.workflows.batch.BatchFile;
import scout.workflows.batch.BatchResult;
import scout.workflows.batch.FileBatch;
import scout.workflows.batch.FileGroup;

/**
 * Processes a group in steps, two at a time. A step is long enough to keep Temporal's cost per file
 * low, and short enough (about a second) that live files soon get a slot.
 */
public final class FileBatchImpl implements FileBatch {
  private static final int FILES_A_STEP = 50;
  private static final int STEPS_AT_ONCE = 2;

  /**
   * Outages are retried until they end, at most a minute apart, from the current file. Missing
   * heartbeats reveal a dead worker; the hours only bound a stuck step of a live worker.
   */
  private static final ActivityOptions STEP =
      ActivityOptions.newBuilder()
          .setTaskQueue(TaskQueues.INGEST)
          .setStartToCloseTimeout(Duration.ofHours(6))
          .setHeartbeatTimeout(HeartbeatTimeouts.TIMEOUT)
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofSeconds(1))
                  .setMaximumInterval(Duration.ofMinutes(1))
                  .build())
          .setSummary("Load and archive small files")
          .build();

  private final BatchActivities activities = Workflow.newActivityStub(BatchActivities.class, STEP);
  private final Deque<FileGroup> steps = new ArrayDeque<>();
  private BatchResult done = BatchResult.NONE;
  private final CurrentStep step = new CurrentStep("Starting");

  @Override
  public BatchResult run(FileGroup group) {
    List<BatchFile> files = group.files();
    for (int from = 0; from < files.size(); from += FILES_A_STEP) {
      int to = Math.min(from + FILES_A_STEP, files.size());
      steps.add(new FileGroup(group.bucket(), files.subList(from, to)));
    }
    tell(files.size());
    List<Promise<Void>> lanes = new ArrayList<>();
    for (int i = 0; i < STEPS_AT_ONCE; i++) {
      lanes.add(Async.procedure(() -> takeSteps(files.size())));
    }
    Promise.allOf(lanes).get();
    return done;
  }

  private void takeSteps(int files) {
    while (!steps.isEmpty()) {
      BatchResult result = activities.loadBatch(steps.remove());
      done = done.plus(result);
      tell(files);
    }
  }

  @Override
  public String state() {
    return step.words();
  }

  private void tell(int files) {
    step.tell(
        String.format(
            "%d of %d files are done, %d of them go on in a journey of their own.",
            done.files(), files, done.handedOver()));
  }
}
