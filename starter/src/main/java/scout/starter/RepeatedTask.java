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

/** A task that the starter repeats; it records when its last round ended. */
final class RepeatedTask {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatedTask.class);

  /** A timer's calls have shorter timeouts, and a round makes few. */
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

  /** Starts; the first round usually comes after the pause. */
  void start(ScheduledExecutorService executor, Duration first) {
    ended = clock.instant();
    rounds =
        executor.scheduleWithFixedDelay(
            this::round, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Logs a failure, since an executor would swallow the exception that ends a timer. */
  private void round() {
    try {
      work.run();
      ended = clock.instant();
    } catch (RuntimeException | Error e) {
      LOG.error("A timer of the starter ends here, by a defect; GET /health says so", e);
      throw e;
    }
  }

  /** Its problem and the end of its last round; empty while it works. */
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

  /** When the last round ended, or the timer started. */
  Optional<Instant> lastEnded() {
    return Optional.ofNullable(ended);
  }
}
