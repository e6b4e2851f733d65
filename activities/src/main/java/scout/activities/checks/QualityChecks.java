package scout.activities.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;

/** Runs every quality check, each in a transaction of its own. */
public final class QualityChecks {
  private final Jdbi jdbi;
  private final Heartbeat heartbeat;
  private final CheckRun run;

  /**
   * @param jdbi the database as {@code scout_transform}
   * @param heartbeat of the activity that runs them
   */
  public QualityChecks(Jdbi jdbi, Heartbeat heartbeat) {
    this.jdbi = jdbi;
    this.heartbeat = heartbeat;
    this.run = new CheckRun(heartbeat, CheckRun.TIME_LIMIT);
  }

  /**
   * Runs them in the order of their ids and stores what came of each.
   *
   * @return the names of those that failed, comma-separated; null if all passed
   */
  public String runAll(UUID refreshId) {
    List<String> failed = new ArrayList<>();
    for (Check check : jdbi.withHandle(CheckLedger::all)) {
      Verdict verdict =
          heartbeat.inTransaction(
              jdbi,
              handle -> {
                Verdict result = run.of(handle, check);
                CheckLedger.record(handle, refreshId, check, result);
                return result;
              });
      if (!verdict.passed()) {
        failed.add(check.checkName());
      }
    }
    return failed.isEmpty() ? null : String.join(", ", failed);
  }
}
