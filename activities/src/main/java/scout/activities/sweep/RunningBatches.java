package scout.activities.sweep;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scout.workflows.batch.BatchFile;
import scout.workflows.batch.FileGroup;

/** The batches that a sweep began and that have not ended yet. Not for several threads. */
final class RunningBatches {
  private final BatchStarter starter;
  private final String bucket;
  private final UnfinishedVersions unfinished;
  private final Map<String, Group> running = new HashMap<>();
  private int files;

  /**
   * @param unfinished takes the files of a batch that has ended, since some of them may go on in a
   *     journey
   */
  RunningBatches(BatchStarter starter, String bucket, UnfinishedVersions unfinished) {
    this.starter = starter;
    this.bucket = bucket;
    this.unfinished = unfinished;
  }

  private record Group(List<ListedVersion> versions, Instant since) {}

  /**
   * @param since a time of the database before they are handed over
   */
  void start(List<ListedVersion> versions, Instant since) {
    String id = starter.start(group(versions));
    running.put(id, new Group(List.copyOf(versions), since));
    files += versions.size();
  }

  private FileGroup group(List<ListedVersion> versions) {
    return new FileGroup(
        bucket, versions.stream().map(v -> new BatchFile(v.key(), v.etag())).toList());
  }

  /** How many files they hold. */
  int files() {
    return files;
  }

  /** Forgets those that have ended. */
  void look() {
    List<String> ended = running.keySet().stream().filter(id -> !starter.runs(id)).toList();
    for (String id : ended) {
      Group group = running.remove(id);
      files -= group.versions().size();
      unfinished.add(group.versions(), group.since());
    }
  }
}
