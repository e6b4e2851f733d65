package scout.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scout.activities.TestDatabase;
import scout.settings.Role;

class HeartbeatTest {
  private static final Duration OFTEN = Duration.ofMillis(20);

  private static TestDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void beatsWhileAStatementBlocks() {
    AtomicInteger beats = new AtomicInteger();
    try (Heartbeat heartbeat = Heartbeat.start(beats::incrementAndGet, OFTEN)) {
      Jdbi jdbi = database.as(Role.TRANSFORM).jdbi();
      heartbeat.inTransaction(
          jdbi,
          handle -> {
            while (beats.get() < 3) {
              handle.execute("SELECT pg_sleep(0.02)");
            }
            return null;
          });
    }
    assertThat(beats.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  @Timeout(60)
  void cancelsTheStatementAndRollsBackWhenTheActivityEnds() {
    Jdbi jdbi = database.as(Role.TRANSFORM).jdbi();
    AtomicInteger beats = new AtomicInteger();
    Runnable cancelled =
        () -> {
          if (beats.incrementAndGet() > 2) {
            throw new ActivityCanceledException();
          }
        };
    try (Heartbeat heartbeat = Heartbeat.start(cancelled, OFTEN)) {
      assertThatThrownBy(
              () ->
                  heartbeat.inTransaction(
                      jdbi,
                      handle -> {
                        handle.execute(
                            "INSERT INTO scout.settings_in_force (time_zone, paths)"
                                + " VALUES ('UTC', '{}')");
                        handle.execute("SELECT pg_sleep(600)");
                        return null;
                      }))
          .isInstanceOf(ActivityCompletionException.class);
      assertThatThrownBy(() -> heartbeat.inTransaction(jdbi, handle -> null))
          .isInstanceOf(ActivityCompletionException.class);
    }
    String rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM scout.settings_in_force")
                    .mapTo(String.class)
                    .one());
    assertThat(rows).isEqualTo("0");
  }

  @Test
  @Timeout(60)
  void cancelsAllThatRunAtOnce() {
    Jdbi jdbi = database.as(Role.TRANSFORM).jdbi();
    AtomicInteger beats = new AtomicInteger();
    Runnable cancelled =
        () -> {
          if (beats.incrementAndGet() > 5) {
            throw new ActivityCanceledException();
          }
        };
    try (Heartbeat heartbeat = Heartbeat.start(cancelled, OFTEN)) {
      Supplier<Integer> sleep =
          () -> heartbeat.inTransaction(jdbi, handle -> handle.execute("SELECT pg_sleep(600)"));
      assertThatThrownBy(() -> heartbeat.inTurn(2, List.of(sleep, sleep)))
          .isInstanceOf(ActivityCompletionException.class);
    }
  }

  @Test
  @Timeout(60)
  void givesBackInOrderOrThrowsOnceAllHaveEnded() {
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch given = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    Supplier<Integer> gives =
        () -> {
          given.countDown();
          return 7;
        };
    Supplier<Integer> fails =
        () -> {
          failed.countDown();
          throw new IllegalStateException("no");
        };
    try (Heartbeat heartbeat = Heartbeat.start(() -> {}, OFTEN)) {
      assertThat(heartbeat.inTurn(2, List.of(endsAfter(given, ended), gives)))
          .containsExactly(1, 7);
      Supplier<Integer> slow = endsAfter(failed, ended);
      assertThatThrownBy(() -> heartbeat.inTurn(2, List.of(slow, fails, slow))).hasMessage("no");
    }
    assertThat(ended).as("the third never began").hasValue(2);
  }

  /** Counts up some time after the other's end, on a machine that is busy too. */
  private static Supplier<Integer> endsAfter(CountDownLatch other, AtomicInteger ended) {
    return () -> {
      try {
        other.await();
        TimeUnit.MILLISECONDS.sleep(500);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return ended.incrementAndGet();
    };
  }
}
