package scout.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits wrong passwords: after five for a name or from an address, each further attempt waits a
 * minute. It remembers the last thousand of both, so nobody can fill the memory.
 */
final class SignInLimit {
  private static final int FREE_TRIES = 5;
  private static final int MOST_KEPT = 1_000;
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration FORGET = Duration.ofMinutes(15);

  private record Failures(int count, Instant last) {}

  private final Clock clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST_KEPT;
        }
      };

  SignInLimit(Clock clock) {
    this.clock = clock;
  }

  /** False if a try of this subject, a name or an address, has to wait. */
  synchronized boolean allows(String subject) {
    Failures known = failures.get(subject);
    return known == null || known.count() < FREE_TRIES || age(known).compareTo(PAUSE) >= 0;
  }

  /** Notes a wrong password. */
  synchronized void failed(String subject) {
    Failures known = failures.remove(subject);
    int before = known == null || age(known).compareTo(FORGET) >= 0 ? 0 : known.count();
    failures.put(subject, new Failures(before + 1, clock.instant()));
  }

  /** Notes that the password was right. */
  synchronized void succeeded(String subject) {
    failures.remove(subject);
  }

  private Duration age(Failures known) {
    return Duration.between(known.last(), clock.instant());
  }
}
