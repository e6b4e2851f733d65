package scout.workflows.refresh;

import io.temporal.activity.ActivityInterface;
import java.util.UUID;

/**
 * The steps of a refresh, in order. Each reads its work from the database, does it in its own
 * transactions, and can be called again.
 */
@ActivityInterface
public interface LayerActivities {
  /**
   * Settles the files that silver has not settled yet. Opens the refresh's row in {@code
   * scout.refreshes}.
   */
  LayerResult buildSilver(UUID refreshId, RefreshRequest request);

  /** Recomputes the store-days that silver changed. */
  LayerResult buildGold(UUID refreshId);

  /** Recomputes the features whose windows hold a changed store-day. */
  LayerResult buildPlatinum(UUID refreshId);

  /** Runs the quality checks and closes the refresh's row as succeeded. */
  LayerResult runChecks(UUID refreshId, RefreshRequest request);

  /**
   * Closes the refresh's row as failed and opens an alert.
   *
   * @param layer the step that failed, e.g. {@code silver}
   * @param error what went wrong, without payload text
   */
  void recordFailure(UUID refreshId, String layer, String error);
}
