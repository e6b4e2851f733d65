package scout.activities.checks;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;

/**
 * Runs every quality check, each taken back before the next, in one transaction that writes
 * nothing; another stores what came of them.
 */
public final class QualityChecks {
  /** Newest records that are looked at again: a second's work, and nearly none in a refresh. */
  private static final long THOROUGH = 200_000;

  private static final long QUICK = 1_000;

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
   * @param thorough true to look again at much of what earlier runs have passed, as one that fails
   *     does until it passes; false for what changed since and a little more
   * @return the names of those that failed, comma-separated; null if all passed
   */
  public String runAll(UUID refreshId, boolean thorough) {
    OffsetDateTime covers = jdbi.inTransaction(CheckLedger::covers);
    List<CheckLedger.Outcome> outcomes =
        heartbeat.inTransaction(jdbi, handle -> runAll(handle, thorough));
    heartbeat.inTransaction(
        jdbi,
        handle -> {
          CheckLedger.record(handle, refreshId, outcomes, covers);
          return null;
        });
    String failed =
        outcomes.stream()
            .filter(one -> !one.passed())
            .map(one -> one.check().checkName())
            .collect(Collectors.joining(", "));
    return failed.isEmpty() ? null : failed;
  }

  private List<CheckLedger.Outcome> runAll(Handle handle, boolean thorough) {
    List<CheckLedger.Outcome> outcomes = new ArrayList<>();
    for (Check check : CheckLedger.all(handle)) {
      CheckLedger.lookAgain(handle, thorough || check.failing() ? THOROUGH : QUICK);
      outcomes.add(new CheckLedger.Outcome(check, run.of(handle, check)));
    }
    return outcomes;
  }
}
