package scout.system.vanish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine of the database, then that of a worker, is gone in the middle of work: no packet
 * passes any more. Says when each side noticed and when the work went on. It needs root and some
 * minutes, so the build leaves it out; docs/testing.md has the command.
 */
class VanishedHost {
  /** Nobody may go on believing in the other for longer. */
  private static final Duration NOTICED = Duration.ofMinutes(1);

  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final String WAITS =
      "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted"
          + " AND usename = '%s'";

  private FarSite site;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    site = FarSite.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @Test
  void theDatabaseIsGone() throws Exception {
    site.startFarWorker();
    site.startFarStarter();
    site.awaitPolling();
    until("the starter is ready", () -> site.health().startsWith("200"));

    String load =
        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'scout_ingest'"
            + " AND query LIKE 'COPY%' AND state = 'active'";
    site.upload("large.jsonl", FarSite.records("L", 400_000));
    until("it loads", () -> site.count(load) > 0);
    long began = lose();
    say(
        began,
        "load: the database has ended it",
        noticed("the load ends", () -> site.count(load) == 0));
    say(began, "load: the worker has noticed", noticed("it is said", site::workerSaysGone));
    say(
        began,
        "the starter has noticed",
        noticed("health says so", () -> site.health().startsWith("503")));
    long back = comeBack();
    say(
        back,
        "back: the load is archived",
        until("it is archived", () -> site.atRest("large.jsonl")));
    say(back, "back: the starter is ready", until("ready", () -> site.health().startsWith("200")));
    until("silver has it", () -> site.pending() == 0);

    try (Handle other = site.lock("scout.silver_edge_transactions")) {
      site.upload("small.jsonl", FarSite.records("S", 100));
      until("silver waits", () -> site.count(WAITS.formatted("scout_transform")) > 0);
      began = lose();
      say(
          began,
          "silver: the database has ended it",
          noticed("the step ends", () -> site.count(WAITS.formatted("scout_transform")) == 0));
      say(began, "silver: the worker has noticed", noticed("it is said", site::workerSaysGone));
      other.rollback();
    }
    back = comeBack();
    say(back, "back: silver has the file", until("silver has it", () -> site.pending() == 0));
    assertThat(site.count("SELECT count(*) FROM scout.bronze_edge_raw")).isEqualTo(400_100);
    assertThat(site.count("SELECT count(*) FROM scout.silver_edge_transactions"))
        .isEqualTo(400_100);
  }

  @Test
  void theWorkerIsGone() throws Exception {
    site.startFarWorker();
    site.awaitPolling();
    site.upload("again.jsonl", FarSite.records("A", 100));
    until("it is archived", () -> site.atRest("again.jsonl"));
    until("silver has it", () -> site.pending() == 0);

    String replays = WAITS.formatted("scout_ingest");
    long began;
    try (Handle other = site.lock("scout.bronze_records")) {
      site.reprocess("again.jsonl");
      until("the replay waits", () -> site.count(replays) > 0);
      began = System.nanoTime();
      site.far().vanish();
      site.startNearWorker();
      other.rollback();
    }
    say(
        began,
        "replay: another worker has done it",
        until(
            "it is read again", () -> site.count("SELECT max(generation) FROM scout.files") == 2));
    until("silver has it", () -> site.pending() == 0);
    site.far().comeBack();
  }

  @Test
  void theWorkerThatHoldsTheLayerIsGone() throws Exception {
    site.startFarWorker();
    site.awaitPolling();
    long began;
    try (Handle other = site.lock("scout.silver_edge_transactions")) {
      site.upload("held.jsonl", FarSite.records("H", 100));
      until("silver waits", () -> site.count(WAITS.formatted("scout_transform")) > 0);
      began = System.nanoTime();
      site.far().vanish();
      site.startNearWorker();
      other.rollback();
    }
    say(began, "layer: its lock is free", noticed("the lock is free", site::layerIsFree));
    say(
        began,
        "layer: another worker has refreshed it",
        until("silver has it", () -> site.pending() == 0));
  }

  private long lose() throws Exception {
    site.forgetWhatWorkerSaid();
    long began = System.nanoTime();
    site.far().loseDatabase();
    return began;
  }

  private long comeBack() throws Exception {
    site.far().comeBack();
    return System.nanoTime();
  }

  private static void say(long began, String what, long at) {
    System.out.printf("%-45s %5.1f s%n", what, Duration.ofNanos(at - began).toMillis() / 1e3);
  }

  private long noticed(String what, Callable<Boolean> condition) throws Exception {
    return until(what, NOTICED, condition);
  }

  private long until(String what, Callable<Boolean> condition) throws Exception {
    return until(what, LIMIT, condition);
  }

  private long until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("It did not come to this: " + what + "\n" + site.tail());
      }
      Thread.sleep(200);
    }
    return System.nanoTime();
  }
}
