package scout.starter.command;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The moment until which a command waits. */
final class Deadline {
  private static final Duration PAUSE = Duration.ofMillis(150);

  private final long begin = System.nanoTime();
  private final Duration length;
  private final Consumer<String> waiting;

  /**
   * @param length from now on
   */
  Deadline(Duration length) {
    this(length, step -> {});
  }

  /**
   * @param length from now on
   * @param waiting is told again and again what is waited for
   */
  Deadline(Duration length, Consumer<String> waiting) {
    this.length = length;
    this.waiting = waiting;
  }

  /** What is left; zero if it has passed. */
  Duration left() {
    Duration left = length.minusNanos(System.nanoTime() - begin);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Looks again and again until there is an answer.
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
   * Says what is waited for.
   *
   * @throws CommandFailure with exit code 1 when the time is over
   */
  void goOn(String awaited) {
    if (left().isZero()) {
      throw over(awaited);
    }
    waiting.accept("Waiting for " + awaited);
  }

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
