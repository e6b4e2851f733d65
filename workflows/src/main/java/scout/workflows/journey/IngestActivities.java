package scout.workflows.journey;

import io.temporal.activity.ActivityInterface;
import java.util.UUID;

/** The steps of a file's journey. Each may be interrupted anywhere and called again. */
@ActivityInterface
public interface IngestActivities {
  /**
   * Claims the version and writes its records and ledger row in one transaction. For a version that
   * is loaded, a call changes nothing and returns the stored outcome.
   */
  LoadResult load(LoadRequest request);

  /** Moves a ledger row's object to the place for its status, and records that. */
  ArchiveResult archive(UUID fileId);

  /**
   * Discards a file. It marks the bronze rows, and the next refresh removes their results from the
   * layers above.
   *
   * @param bucket the bucket
   * @param key the full object key
   */
  LoadResult discard(String bucket, String key, DiscardRequest request);
}
