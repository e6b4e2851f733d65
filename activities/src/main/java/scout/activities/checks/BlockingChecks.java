package scout.activities.checks;

import java.time.Duration;
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
    for (QualityCheck check : CheckLedger.blocking(handle, layer)) {
      CheckResult verdict = run.of(handle, check);
      if (!verdict.passed()) {
        throw new CheckBlocked(check, verdict);
      }
    }
  }
}
