package scout.starter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thing that the starter does by itself again and again; it knows when it last ended. */
final class RepeatedTask {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatedTask.class);

  /** Each call that a timer makes gives up sooner, and few are made in a round. */
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

  private final String name;
  private final Duration pause;
  private final Runnable work;
  private final Clock clock;
  private volatile Instant ended;
  private volatile ScheduledFuture<?> rounds;

  /**
   * @param name a word for {@code /health}
   * @param pause between the end of a round and the next
   */
  RepeatedTask(String name, Duration pause, Runnable work, Clock clock) {
    this.name = name;
    this.pause = pause;
    this.work = work;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  /** Begins; the first round comes after the pause, as a rule. */
  void start(ScheduledExecutorService executor, Duration first) {
    ended = clock.instant();
    rounds =
        executor.scheduleWithFixedDelay(
            this::round, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** An executor would bury the defect that ends a timer. */
  private void round() {
    try {
      work.run();
      ended = clock.instant();
    } catch (RuntimeException | Error e) {
      LOG.error("A timer of the starter ends here, by a defect; GET /health says so", e);
      throw e;
    }
  }

  /** What is wrong with it, with when it last ended; empty while it does its rounds. */
  Optional<String> problem() {
    if (rounds == null) {
      return Optional.of("has not begun");
    }
    Instant last = ended;
    if (rounds.isDone()) {
      return Optional.of("stopped by a defect, see the log; last ended " + last);
    }
    Duration age = Duration.between(last, clock.instant());
    return age.compareTo(pause.plus(LONGEST_ROUND)) > 0
        ? Optional.of("hangs; last ended " + last)
        : Optional.empty();
  }

  /** When the last round ended, or the timer began. */
  Optional<Instant> lastEnded() {
    return Optional.ofNullable(ended);
  }
}
