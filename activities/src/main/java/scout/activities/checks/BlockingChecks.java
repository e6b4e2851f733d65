package scout.activities.checks;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import scout.activities.database.Heartbeat;

/** Prevents changes of a layer while one of its blocking checks fails. */
public final class BlockingChecks {
  private final CheckRun run;
  private final boolean judges;

  /**
   * @param heartbeat of the activity that changes the layer
   * @param timeLimit for each check
   */
  public BlockingChecks(Heartbeat heartbeat, Duration timeLimit) {
    this(new CheckRun(heartbeat, timeLimit), true);
  }

  private BlockingChecks(CheckRun run, boolean judges) {
    this.run = run;
    this.judges = judges;
  }

  /** Where nothing is committed, nothing has to be prevented. */
  public static BlockingChecks none(Heartbeat heartbeat) {
    return new BlockingChecks(new CheckRun(heartbeat, Duration.ZERO), false);
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

  /**
   * Runs these checks.
   *
   * @throws CheckBlocked at the first check that does not pass
   */
  public void require(Handle handle, List<QualityCheck> checks) {
    for (QualityCheck check : judges ? checks : List.<QualityCheck>of()) {
      CheckResult verdict = run.of(handle, check);
      if (!verdict.passed()) {
        throw new CheckBlocked(check, verdict);
      }
    }
  }
}
