package scout.bench.ingest;

import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Locale;
import scout.bench.BenchmarkServers;
import scout.settings.TemporalSettings;
import scout.temporal.TemporalConnection;
import scout.workflows.WorkflowIds;

/**
 * The histories of the files below a folder.
 *
 * @param files how many
 * @param journeys of those with a workflow of their own
 * @param groups the workflows of all others
 * @param bytes of all these workflows
 */
record LiveHistories(long files, long journeys, long groups, long bytes) {
  /** Looks at the workflows that the ledger names. */
  static LiveHistories of(BenchmarkServers bench, String folder) {
    List<String> ids =
        bench
            .owner()
            .withHandle(
                handle ->
                    handle
                        .select(
                            "SELECT coalesce(batch_id, object_key) FROM scout.files"
                                + " WHERE starts_with(object_key, ?)",
                            folder)
                        .mapTo(String.class)
                        .list());
    List<String> workflows = ids.stream().distinct().toList();
    long own = workflows.stream().filter(id -> id.startsWith(folder)).count();
    try (TemporalConnection temporal =
        TemporalConnection.open(TemporalSettings.of(bench.settings()))) {
      long bytes =
          workflows.stream()
              .mapToLong(
                  id ->
                      bytes(
                          temporal.client(),
                          id.startsWith(folder) ? WorkflowIds.file(bench.area().bucket(), id) : id))
              .sum();
      return new LiveHistories(ids.size(), own, workflows.size() - own, bytes);
    }
  }

  private static long bytes(WorkflowClient client, String workflowId) {
    return client
        .newUntypedWorkflowStub(workflowId)
        .describe()
        .getWorkflowExecutionInfo()
        .getHistorySizeBytes();
  }

  double bytesAFile() {
    return (double) bytes / files;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d files in %d journeys and %d groups, %.0f bytes of history a file",
        files,
        journeys,
        groups,
        bytesAFile());
  }
}
