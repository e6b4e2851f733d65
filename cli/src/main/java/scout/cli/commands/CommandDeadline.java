package scout.cli.commands;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import scout.cli.terminal.CommandFailure;

/** The time limit of a command's wait. */
final class CommandDeadline {
  /** The time between two polls. */
  static final Duration PAUSE = Duration.ofMillis(150);

  private final long begin = System.nanoTime();
  private final Duration length;
  private final Consumer<String> waiting;

  /**
   * @param length from now on
   */
  CommandDeadline(Duration length) {
    this(length, step -> {});
  }

  /**
   * @param length from now on
   * @param waiting gets the awaited thing again and again
   */
  CommandDeadline(Duration length, Consumer<String> waiting) {
    this.length = length;
    this.waiting = waiting;
  }

  /** The time left; zero if it has passed. */
  Duration left() {
    Duration left = length.minusNanos(System.nanoTime() - begin);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Polls until there is an answer.
   *
   * @param awaited what is waited for, as the object of "waited for"
   * @throws CommandFailure with exit code 1 when the time is over
   */
  <T> T await(String awaited, Supplier<Optional<T>> look) throws InterruptedException {
    while (true) {
      Optional<T> answer = look.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      goOn(awaited);
      Thread.sleep(PAUSE.toMillis());
    }
  }

  /**
   * Reports the awaited thing.
   *
   * @throws CommandFailure with exit code 1 when the time is over
   */
  void goOn(String awaited) {
    if (left().isZero()) {
      throw over(awaited);
    }
    tell(awaited);
  }

  /** Reports the awaited thing, whatever the time. */
  void tell(String awaited) {
    waiting.accept("Waiting for " + awaited);
  }

  /**
   * Makes a call to Temporal, and repeats it while the server is busy.
   *
   * @param wanted the purpose of the call, as the object of "waited for"
   * @throws CommandFailure with exit code 3 when the time is over
   */
  <T> T call(String wanted, Supplier<T> call) throws InterruptedException {
    while (true) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        if (!TemporalTrouble.busy(e)) {
          throw e;
        }
        if (left().isZero()) {
          throw unanswered(wanted, e);
        }
        tell(wanted);
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  /** The failure of a command whose time is over before Temporal has answered. */
  CommandFailure unanswered(String awaited, RuntimeException trouble) {
    return CommandFailure.unreachable(
        "Waited "
            + length.toSeconds()
            + " s for "
            + awaited
            + ", and Temporal is too busy or away to say how it stands; ./scout status tells,"
            + " --timeout waits longer",
        trouble);
  }

  /** The failure of a command whose time is over. */
  CommandFailure over(String awaited) {
    return CommandFailure.failed(
        "Waited "
            + length.toSeconds()
            + " s for "
            + awaited
            + "; it goes on by itself. Is a worker running? ./scout status tells, --timeout waits"
            + " longer");
  }
}
