package scout.activities.checks;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;

/**
 * Runs the due checks that have little to look at in one statement. After a small file, each alone
 * would cost more round trips than work. One that failed the last time runs alone, so that a broken
 * check doesn't cost the others their round each time.
 */
final class JointChecks {
  private final Jdbi jdbi;
  private final Heartbeat heartbeat;
  private final CheckRun run;
  private final WalkSteps steps;

  JointChecks(Jdbi jdbi, Heartbeat heartbeat, CheckRun run, WalkSteps steps) {
    this.jdbi = jdbi;
    this.heartbeat = heartbeat;
    this.run = run;
    this.steps = steps;
  }

  /**
   * Runs those of the checks that it can.
   *
   * @param covers the time before which they see every change
   * @return outcomes by the names of the checks; the others have to run alone
   */
  Map<String, CheckLedger.Outcome> run(List<StandingCheck> checks, OffsetDateTime covers) {
    List<StandingCheck> able = checks.stream().filter(JointChecks::isAble).toList();
    return able.size() < 2
        ? Map.of()
        : heartbeat.inTransaction(jdbi, handle -> together(handle, able, covers));
  }

  /** One without planner settings of its own, and not within a step that is cut. */
  private static boolean isAble(StandingCheck standing) {
    return standing.due()
        && standing.byIndex()
        && !standing.check().failing()
        && standing.coverage().part() == 0;
  }

  private Map<String, CheckLedger.Outcome> together(
      Handle handle, List<StandingCheck> able, OffsetDateTime covers) {
    CheckLedger.planByIndex(handle);
    CheckLedger.lookAgain(handle, QualityChecks.QUICK);
    List<StandingCheck> small =
        steps.few(handle, earliest(able))
            ? able
            : able.stream().filter(standing -> standing.walks() == null).toList();
    Map<String, CheckLedger.Outcome> outcomes = new HashMap<>();
    run.together(handle, small.stream().map(StandingCheck::check).toList())
        .ifPresent(
            verdicts -> {
              for (int i = 0; i < verdicts.size(); i++) {
                CheckLedger.Outcome one = outcome(handle, small.get(i), verdicts.get(i), covers);
                outcomes.put(one.check().checkName(), one);
              }
            });
    return outcomes;
  }

  /** From where all walks have to look; null if one has to look at everything. */
  private static OffsetDateTime earliest(List<StandingCheck> checks) {
    List<StandingCheck> walking =
        checks.stream().filter(standing -> standing.walks() != null).toList();
    return walking.stream().anyMatch(standing -> standing.coverage().until() == null)
        ? null
        : walking.stream()
            .map(standing -> standing.coverage().until())
            .min(OffsetDateTime::compareTo)
            .orElse(OffsetDateTime.MAX);
  }

  /** A walk of one step ends where all is covered. */
  private static CheckLedger.Outcome outcome(
      Handle handle, StandingCheck standing, CheckResult verdict, OffsetDateTime covers) {
    if (standing.walks() == null) {
      return QualityChecks.outcome(handle, standing, verdict, covers);
    }
    OffsetDateTime reached =
        new WalkStep(standing.coverage().until(), null, 0, 1, 1).covered(covers).until();
    return CheckLedger.Outcome.of(standing.check(), verdict, reached);
  }
}
