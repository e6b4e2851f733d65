package scout.starter.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the files of the last second. Not thread-safe. */
final class ArrivalRate {
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private record Arrival(Instant at, int files) {}

  private final InstantSource clock;
  private final Deque<Arrival> arrivals = new ArrayDeque<>();
  private int files;

  ArrivalRate(InstantSource clock) {
    this.clock = clock;
  }

  void add(int more) {
    arrivals.add(new Arrival(clock.instant(), more));
    files += more;
  }

  int filesOfLastSecond() {
    Instant from = clock.instant().minus(WINDOW);
    while (!arrivals.isEmpty() && arrivals.peek().at().isBefore(from)) {
      files -= arrivals.remove().files();
    }
    return files;
  }
}
