package scout.activities.bulk;

import java.util.List;
import java.util.Map;
import scout.workflows.batch.BatchFile;
import scout.workflows.journey.LoadResult;

/** Loads many small files in one transaction. */
@FunctionalInterface
public interface GroupLoad {
  /**
   * Loads the files that need no special treatment.
   *
   * @param run what loads them
   * @param files of the bucket, with different keys, at least one
   * @return the outcome by key of those that are loaded; the others have to be loaded one by one
   */
  Map<String, LoadResult> load(BatchRun run, String bucket, List<BatchFile> files);
}
