package scout.starter.inbox;

import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import scout.workflows.batch.BatchFile;
import scout.workflows.batch.BatchResult;
import scout.workflows.batch.FileGroup;
import scout.workflows.client.Batches;
import scout.workflows.client.Journeys;

/**
 * The groups that take live files. While several run, more files wait in the inbox, where the
 * devices take turns; so the groups grow with the load.
 */
final class LiveGroups {
  private static final int AT_ONCE = 3;

  private final WorkflowClient temporal;
  private final Semaphore room = new Semaphore(AT_ONCE);

  LiveGroups(WorkflowClient temporal) {
    this.temporal = temporal;
  }

  /** Waits until a group may start. A group that takes long doesn't hold up others for ever. */
  void awaitRoom(Duration longest) throws InterruptedException {
    if (room.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
      room.release();
    }
  }

  /**
   * Starts a group; returns once Temporal has stored it.
   *
   * @param files with ETags and different keys
   */
  void start(String bucket, List<InboxEntry> files) {
    List<BatchFile> names =
        files.stream().map(file -> new BatchFile(file.key(), file.etag())).toList();
    String id = Batches.start(temporal, new FileGroup(bucket, names), Journeys.LIVE);
    if (room.tryAcquire()) {
      CompletableFuture<BatchResult> end =
          temporal.newUntypedWorkflowStub(id).getResultAsync(BatchResult.class);
      var unused = end.whenComplete((result, failure) -> room.release());
    }
  }
}
