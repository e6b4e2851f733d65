package scout.activities.checks;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import scout.activities.database.Heartbeat;

/** Prevents changes of a layer while one of its blocking checks fails. */
public final class BlockingChecks {
  private final CheckRun run;

  /**
   * @param heartbeat of the activity that changes the layer
   * @param timeLimit for each check
   */
  public BlockingChecks(Heartbeat heartbeat, Duration timeLimit) {
    this.run = new CheckRun(heartbeat, timeLimit);
  }

  /**
   * Runs the layer's blocking checks on the uncommitted layer, as the last step of the transaction
   * that changes it.
   *
   * @param layer {@code silver}, {@code gold} or {@code platinum}
   * @throws CheckBlocked at the first check that does not pass
   */
  public void require(Handle handle, String layer) {
    require(handle, CheckLedger.blocking(handle, layer));
  }

  /**
   * Runs the blocking checks that a declared model brings, which keep nothing but its own table
   * from changing.
   *
   * @throws CheckBlocked at the first check that does not pass
   */
  public void requireOfModel(Handle handle, String model) {
    require(handle, CheckLedger.blockingOfModel(handle, model));
  }

  private void require(Handle handle, List<QualityCheck> checks) {
    for (QualityCheck check : checks) {
      CheckResult verdict = run.of(handle, check);
      if (!verdict.passed()) {
        throw new CheckBlocked(check, verdict);
      }
    }
  }
}
