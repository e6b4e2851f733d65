package scout.activities.sweep;

import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scout.storage.ObjectVersion;
import scout.workflows.batch.BatchFile;
import scout.workflows.batch.FileGroup;
import scout.workflows.client.Batches;
import scout.workflows.client.Journeys;

/** The batches that a sweep started and that still run. Not thread-safe. */
final class RunningBatches {
  private final WorkflowClient client;
  private final WorkflowExecutions executions;
  private final String bucket;
  private final UnfinishedVersions unfinished;
  private final Map<String, Group> running = new HashMap<>();
  private int files;

  /**
   * @param client connected to the namespace where the batches run
   * @param unfinished takes the files of an ended batch, since some may continue in a journey
   */
  RunningBatches(WorkflowClient client, String bucket, UnfinishedVersions unfinished) {
    this.client = client;
    this.executions = new WorkflowExecutions(client);
    this.bucket = bucket;
    this.unfinished = unfinished;
  }

  private record Group(List<ObjectVersion> versions, Instant since) {}

  /**
   * @param since the database's time before they are handed over
   */
  void start(List<ObjectVersion> versions, Instant since) {
    String id = Batches.start(client, group(versions), Journeys.SWEPT);
    running.put(id, new Group(List.copyOf(versions), since));
    files += versions.size();
  }

  private FileGroup group(List<ObjectVersion> versions) {
    return new FileGroup(
        bucket, versions.stream().map(v -> new BatchFile(v.key(), v.etag())).toList());
  }

  /** Returns how many files they hold. */
  int files() {
    return files;
  }

  /** Removes the batches that have ended. */
  void look() {
    List<String> ended = running.keySet().stream().filter(id -> !executions.runs(id)).toList();
    for (String id : ended) {
      Group group = running.remove(id);
      files -= group.versions().size();
      unfinished.add(group.versions(), group.since());
    }
  }
}
