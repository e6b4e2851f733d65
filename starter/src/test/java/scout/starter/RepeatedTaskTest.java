package scout.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RepeatedTaskTest {
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
  private final MovedClock clock = new MovedClock();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void knowsWhenItsLastRoundEnded() throws Exception {
    CountDownLatch rounds = new CountDownLatch(3);
    RepeatedTask timer = new RepeatedTask("watch", PAUSE, rounds::countDown, clock);
    assertThat(timer.problem()).contains("has not begun");

    clock.now = Instant.parse("2025-03-14T10:00:00Z");
    timer.start(executor, Duration.ZERO);
    rounds.await();

    assertThat(timer.lastEnded()).contains(clock.now);
    assertThat(timer.problem()).isEmpty();
  }

  @Test
  void saysThatItHangs() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    RepeatedTask timer =
        new RepeatedTask(
            "watch",
            PAUSE,
            () -> {
              begun.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            clock);
    timer.start(executor, Duration.ZERO);
    begun.await();
    assertThat(timer.problem()).isEmpty();

    clock.now = clock.now.plus(Duration.ofSeconds(62));

    assertThat(timer.problem()).contains("hangs; last ended 2025-03-14T09:00:00Z");
    never.countDown();
    while (timer.problem().isPresent()) {
      Thread.sleep(10);
    }
  }

  @Test
  void saysThatItStopped() throws Exception {
    RepeatedTask timer =
        new RepeatedTask(
            "watch",
            PAUSE,
            () -> {
              throw new IllegalStateException("a defect");
            },
            clock);
    timer.start(executor, Duration.ZERO);
    while (timer.problem().isEmpty()) {
      Thread.sleep(10);
    }
    assertThat(timer.problem().orElseThrow()).startsWith("stopped by a defect");
  }

  private static final class MovedClock extends Clock {
    private volatile Instant now = Instant.parse("2025-03-14T09:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
