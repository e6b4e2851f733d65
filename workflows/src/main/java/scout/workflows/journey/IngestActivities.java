package scout.workflows.journey;

import io.temporal.activity.ActivityInterface;
import java.util.UUID;

/** The steps of a file's journey. Each may be cut anywhere and called again. */
@ActivityInterface
public interface IngestActivities {
  /**
   * Claims the version and loads its records and its ledger row in one transaction. Calling it
   * again for a version that is loaded changes nothing and returns the stored outcome.
   */
  LoadResult load(LoadRequest request);

  /** Moves the object of a ledger row to where its status says, and records it. */
  ArchiveResult archive(UUID fileId);

  /**
   * Takes a file out: its bronze rows are marked, and the next refresh takes what came of them out
   * of the layers above.
   *
   * @param bucket the bucket
   * @param key the full object key
   */
  LoadResult discard(String bucket, String key, DiscardRequest request);
}
