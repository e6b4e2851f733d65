package scout.activities.checks;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;

/**
 * Runs the due quality checks and stores the results: together those that have little to look at,
 * the others one after the other.
 */
public final class QualityChecks {
  /** The newest records that are checked again: a second's work, and nearly none in a refresh. */
  private static final long THOROUGH = 200_000;

  static final long QUICK = 1_000;

  /** Records per step: a second or two of work. */
  private static final long STEP = 200_000;

  private static final Duration TO_THE_END = Duration.ofDays(1);

  private final Jdbi jdbi;
  private final Heartbeat heartbeat;
  private final Duration patience;
  private final WalkSteps steps;
  private final CheckRun run;
  private final JointChecks joint;

  /**
   * @param jdbi the database as {@code scout_transform}
   * @param heartbeat of the activity that runs them
   * @param timeLimit for a check, a walk's step, and a whole walk in a refresh
   */
  public QualityChecks(Jdbi jdbi, Heartbeat heartbeat, Duration timeLimit) {
    this(jdbi, heartbeat, timeLimit, timeLimit, STEP);
  }

  /**
   * @param patience the time for a walk in a refresh
   */
  QualityChecks(
      Jdbi jdbi, Heartbeat heartbeat, Duration timeLimit, Duration patience, long recordsOfStep) {
    this.jdbi = jdbi;
    this.heartbeat = heartbeat;
    this.patience = patience;
    this.steps = new WalkSteps(recordsOfStep);
    this.run = new CheckRun(heartbeat, timeLimit);
    this.joint = new JointChecks(jdbi, heartbeat, run, steps);
  }

  /**
   * Runs them in the order of their ids and stores each result. A failing check looks again at many
   * passed records until it passes.
   *
   * @param thorough true to run every check, walk to the end, and check many passed records again;
   *     false for the due checks, new changes and a little more
   * @return comma-separated names of the checks that failed now or when last due; null if none did
   */
  public String runAll(UUID refreshId, boolean thorough) {
    OffsetDateTime covers = jdbi.inTransaction(CheckLedger::covers);
    List<StandingCheck> checks = jdbi.withHandle(handle -> CheckLedger.all(handle, thorough));
    Map<String, CheckLedger.Outcome> together = thorough ? Map.of() : joint.run(checks, covers);
    List<CheckLedger.Outcome> outcomes = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (StandingCheck standing : checks) {
      boolean failing = standing.check().failing();
      if (standing.due()) {
        CheckLedger.Outcome outcome = together.get(standing.check().checkName());
        outcome = outcome == null ? run(standing, covers, thorough) : outcome;
        outcomes.add(outcome);
        failing = outcome.failed();
      }
      if (failing) {
        failed.add(standing.check().checkName());
      }
    }
    heartbeat.inTransaction(
        jdbi,
        handle -> {
          CheckLedger.record(handle, refreshId, outcomes);
          return null;
        });
    return failed.isEmpty() ? null : String.join(", ", failed);
  }

  private CheckLedger.Outcome run(StandingCheck standing, OffsetDateTime covers, boolean thorough) {
    long again = thorough || standing.check().failing() ? THOROUGH : QUICK;
    if (standing.walks() == null) {
      return heartbeat.inTransaction(jdbi, handle -> once(handle, standing, covers, again));
    }
    CheckWalk walk = new CheckWalk(jdbi, heartbeat, run, steps, thorough ? TO_THE_END : patience);
    return CheckLedger.Outcome.of(standing.check(), walk.run(standing, covers, again));
  }

  private CheckLedger.Outcome once(
      Handle handle, StandingCheck standing, OffsetDateTime covers, long again) {
    CheckLedger.lookAgain(handle, again);
    if (standing.byIndex()) {
      CheckLedger.planByIndex(handle);
    }
    return outcome(handle, standing, run.of(handle, standing.check(), 1), covers);
  }

  /** If nothing was ever loaded, a check that finds nothing has no result. */
  static CheckLedger.Outcome outcome(
      Handle handle, StandingCheck standing, CheckResult verdict, OffsetDateTime covers) {
    return verdict.equals(CheckResult.NOTHING) && CheckLedger.nothingLoaded(handle)
        ? CheckLedger.Outcome.none(standing.check())
        : CheckLedger.Outcome.of(standing.check(), verdict, covers);
  }
}
