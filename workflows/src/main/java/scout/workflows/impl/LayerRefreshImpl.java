package scout.workflows.impl;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import scout.workflows.FailureCode;
import scout.workflows.refresh.LayerRefresh;
import scout.workflows.refresh.RefreshRequest;
import scout.workflows.refresh.RefreshStart;
import scout.workflows.refresh.RefreshState;

/**
 * Waits for nudges and serves all pending ones with one refresh, at once. After a failure it waits
 * in spite of nudges; a person's request runs at once. If a blocking check stopped a layer, it
 * waits for the next nudge, since only other data can help.
 */
public final class LayerRefreshImpl implements LayerRefresh {
  /** What runs that began with an older version do: nudges this close together share a refresh. */
  private static final Duration QUIET = Duration.ofMillis(150);

  /** In those, a steady stream of nudges delays a refresh no longer than this. */
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);

  /**
   * After a refresh it rests as long as that took, up to a limit, so that loading files has at
   * least half of the time. If nothing was being loaded when it ended, the limit is lower. The
   * first half second doesn't count: most of it is the way from step to step. A person's request
   * does not wait.
   */
  private static final Duration LONGEST_REST = Duration.ofSeconds(10);

  private static final Duration LONGEST_IDLE_REST = Duration.ofMillis(500);
  private static final Duration UNCOUNTED = Duration.ofMillis(500);

  /** What runs that began with an older version do: rest for three times as long. */
  private static final int FORMER_REST = 3;

  private static final Duration LONGEST_FORMER_REST = Duration.ofSeconds(30);

  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  /** A run accepts at most 10,000 signals; a new run starts well before that. */
  private static final int MOST_NUDGES = 3_000;

  private static final int MOST_REFRESHES = 100;

  private final PendingNudges nudges = new PendingNudges();
  private int failures;
  private Instant retryAt;
  private String lastError;
  private int completed;
  private Instant restedAt = Instant.MIN;
  private UUID refreshId;
  private LayerSteps running;
  private final CurrentStep step = new CurrentStep("Waiting for a nudge.");

  /**
   * Called by Temporal before the first signal is handled.
   *
   * @param start see {@link LayerRefresh#run}
   */
  @WorkflowInit
  public LayerRefreshImpl(RefreshStart start) {
    if (start != null) {
      nudges.add(start.pending());
      failures = start.failures();
      retryAt = nudges.any() ? start.retryAt() : null;
      lastError = start.lastError();
      restedAt = start.restedAt() == null ? Instant.MIN : start.restedAt();
    }
  }

  @Override
  public void run(RefreshStart start) {
    while (!isLong()) {
      if (retryAt == null) {
        Workflow.await(nudges::any);
        awaitRest();
        if (!isFull()) {
          serve(nudges.take());
        }
      } else if (nudges.urgent() || !now().isBefore(retryAt)) {
        serve(nudges.take());
      } else {
        step.tell(lastError + " The next attempt is at " + retryAt + ", or when a person asks.");
        Workflow.await(Duration.between(now(), retryAt), () -> nudges.urgent() || isLong());
      }
    }
    Instant rested = restedAt.equals(Instant.MIN) ? null : restedAt;
    Workflow.continueAsNew(new RefreshStart(nudges.peek(), failures, retryAt, lastError, rested));
  }

  /**
   * Waits until the refresh before is rested from, if it is not yet. It doesn't wait for others to
   * join: a worker's nudges are joined already, and the server fires a timer up to a second late.
   */
  private void awaitRest() {
    if (!servesAtOnce()) {
      letOthersJoin();
    } else if (now().isBefore(restedAt)) {
      Workflow.await(
          Duration.between(now(), restedAt),
          () -> nudges.urgent() || nudges.count() >= MOST_NUDGES);
    }
  }

  private void letOthersJoin() {
    Instant end = later(now().plus(LONGEST_DELAY), restedAt);
    boolean more = true;
    while (more && !nudges.urgent() && !isFull() && now().isBefore(end)) {
      int before = nudges.count();
      Duration quiet = Duration.between(now(), later(now().plus(QUIET), restedAt));
      more = Workflow.await(quiet, () -> nudges.count() != before);
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void serve(RefreshRequest request) {
    Instant began = now();
    refreshId = Workflow.randomUUID();
    running = new LayerSteps(refreshId);
    step.tell("Refreshing" + (request.reason() == null ? "." : ": " + request.reason() + "."));
    try {
      String done = running.run(request);
      failures = 0;
      retryAt = null;
      lastError = null;
      step.tell(done + " Waiting for a nudge.");
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure) {
        throw e;
      }
      fail(request, e);
    } finally {
      restedAt = now().plus(restAfter(Duration.between(began, now()), running.arriving()));
      running = null;
      completed++;
    }
  }

  private static Duration restAfter(Duration refresh, boolean arriving) {
    if (servesAtOnce()) {
      return rest(refresh, arriving);
    }
    return Workflow.getVersion("rests-as-long-as-it-ran", Workflow.DEFAULT_VERSION, 1) == 1
        ? restOfAll(refresh, arriving || !knowsIdleRest())
        : shorter(refresh.multipliedBy(FORMER_REST), LONGEST_FORMER_REST);
  }

  private static boolean knowsIdleRest() {
    return Workflow.getVersion("rests-shortly-if-idle", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  private static boolean servesAtOnce() {
    return Workflow.getVersion("serves-at-once", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  static Duration rest(Duration refresh, boolean arriving) {
    Duration counted = refresh.minus(UNCOUNTED);
    return counted.isNegative() ? Duration.ZERO : restOfAll(counted, arriving);
  }

  private static Duration restOfAll(Duration refresh, boolean arriving) {
    return shorter(refresh, arriving ? LONGEST_REST : LONGEST_IDLE_REST);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Keeps the failed request pending, but no longer urgent. */
  private void fail(RefreshRequest request, ActivityFailure failure) {
    String message =
        failure.getCause() instanceof ApplicationFailure cause
            ? cause.getOriginalMessage()
            : String.valueOf(failure.getCause());
    lastError = "The refresh failed in " + running.layer() + ": " + message;
    step.tell(lastError);
    running.recordFailure(message);
    failures++;
    if (isBlocked(failure)) {
      retryAt = null;
      step.tell(
          lastError
              + " It is tried again when data changes, after the next sweep, or when a person"
              + " asks.");
      return;
    }
    nudges.add(new RefreshRequest(request.reason(), false, request.checksOnly()));
    retryAt = now().plus(waitAfter(failures));
  }

  /** The same data would fail the same check, so a retry in a minute is useless. */
  private static boolean isBlocked(ActivityFailure failure) {
    return FailureCode.CHECK_BLOCKED.causes(failure)
        && Workflow.getVersion("blocked-waits-for-data", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** 1, 2, 4, 8, then always 15 minutes. */
  static Duration waitAfter(int failures) {
    Duration wait = FIRST_WAIT;
    for (int i = 1; i < failures && wait.compareTo(LONGEST_WAIT) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private boolean isLong() {
    return completed >= MOST_REFRESHES
        || nudges.count() >= MOST_NUDGES
        || Workflow.getInfo().isContinueAsNewSuggested();
  }

  /** A flood of nudges during a rest must not fill the run; the next run continues the rest. */
  private boolean isFull() {
    return nudges.count() >= MOST_NUDGES
        && Workflow.getVersion("full-run-rests-no-more", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  @Override
  public void refresh(RefreshRequest request) {
    nudges.add(request == null ? new RefreshRequest(null, true, false) : request);
  }

  @Override
  public RefreshState state() {
    String now = running == null ? step.words() : "Running " + running.layer() + ".";
    return new RefreshState(now, refreshId, lastError, failures, completed);
  }
}
