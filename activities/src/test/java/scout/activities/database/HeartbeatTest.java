package scout.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scout.activities.TestDatabase;
import scout.parallel.Parallel;
import scout.settings.DatabaseRole;

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
      Jdbi jdbi = database.as(DatabaseRole.TRANSFORM).jdbi();
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
    Jdbi jdbi = database.as(DatabaseRole.TRANSFORM).jdbi();
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
    Jdbi jdbi = database.as(DatabaseRole.TRANSFORM).jdbi();
    AtomicInteger beats = new AtomicInteger();
    Runnable cancelled =
        () -> {
          if (beats.incrementAndGet() > 5) {
            throw new ActivityCanceledException();
          }
        };
    try (Heartbeat heartbeat = Heartbeat.start(cancelled, OFTEN);
        Parallel parallel = new Parallel(2)) {
      assertThatThrownBy(
              () -> parallel.untilOneFails(twoThatSleep(heartbeat, jdbi), heartbeat::stop))
          .hasCauseInstanceOf(ActivityCompletionException.class);
    }
  }

  @Test
  @Timeout(60)
  void anInterruptionStopsAllThatRunAtOnce() {
    Jdbi jdbi = database.as(DatabaseRole.TRANSFORM).jdbi();
    try (Heartbeat heartbeat = Heartbeat.start(() -> {}, OFTEN);
        Parallel parallel = new Parallel(2)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(
              () -> parallel.untilOneFails(twoThatSleep(heartbeat, jdbi), heartbeat::stop))
          .hasCauseInstanceOf(CancellationException.class);
    }
  }

  private static List<Callable<Integer>> twoThatSleep(Heartbeat heartbeat, Jdbi jdbi) {
    Callable<Integer> sleep =
        () -> heartbeat.inTransaction(jdbi, handle -> handle.execute("SELECT pg_sleep(600)"));
    return List.of(sleep, sleep);
  }
}
