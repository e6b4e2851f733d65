package scout.activities.checks;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;

/**
 * Runs a check on the changes since it last passed, step by step, each in its own transaction. It
 * records each passed step, so that a later walk continues from there.
 */
final class CheckWalk {
  private final Jdbi jdbi;
  private final Heartbeat heartbeat;
  private final CheckRun run;
  private final WalkSteps steps;
  private final Duration patience;

  /**
   * @param patience after this time no further step begins
   */
  CheckWalk(Jdbi jdbi, Heartbeat heartbeat, CheckRun run, WalkSteps steps, Duration patience) {
    this.jdbi = jdbi;
    this.heartbeat = heartbeat;
    this.run = run;
    this.steps = steps;
    this.patience = patience;
  }

  /**
   * Walks to the end, or until patience is over. A failed step doesn't stop it.
   *
   * @param covers the time before which it sees every change
   * @param again how many of the newest records to check again
   */
  CheckResult run(StandingCheck standing, OffsetDateTime covers, long again) {
    long begin = System.nanoTime();
    CheckCoverage place = standing.coverage();
    CheckResult verdict = null;
    boolean goesOn = true;
    while (goesOn) {
      CheckCoverage from = place;
      boolean sound = verdict == null || verdict.passed();
      Seen seen =
          heartbeat.inTransaction(
              jdbi, handle -> look(handle, standing, from, covers, again, sound));
      verdict = verdict == null ? seen.verdict() : verdict.and(seen.verdict());
      place = seen.step().then();
      goesOn =
          !seen.step().isLast()
              && seen.verdict().actual() != null
              && System.nanoTime() - begin < patience.toNanos();
    }
    return verdict;
  }

  private Seen look(
      Handle handle,
      StandingCheck standing,
      CheckCoverage from,
      OffsetDateTime covers,
      long again,
      boolean sound) {
    CheckLedger.planByIndex(handle);
    WalkStep step = steps.next(handle, standing.walks(), from, covers);
    CheckLedger.lookAt(handle, step, standing.coverage().until());
    CheckLedger.lookAgain(handle, step.isLast() ? again : 0);
    CheckResult verdict = run.of(handle, standing.check(), step.weight());
    if (sound && verdict.passed()) {
      CheckLedger.cover(handle, standing.check(), step.covered(covers));
    }
    return new Seen(step, verdict);
  }

  private record Seen(WalkStep step, CheckResult verdict) {}
}
