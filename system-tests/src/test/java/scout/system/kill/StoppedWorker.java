package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker is told to stop while it loads, and another one goes on. The build leaves it out, as it
 * takes some minutes; docs/testing.md has the command.
 */
class StoppedWorker {
  private static final int FILES = 150;
  private static final int BEFORE_THE_STOP = 20;

  /** What a process gives that ended because it was asked to: 128 and SIGTERM. */
  private static final int TERMINATED = 143;

  private static final String FINISHED = "stop-finished";
  private static final String CANCELLED = "stop-cancelled";

  private static final String LEDGER =
      "SELECT string_agg(files || ' ' || status, ', ' ORDER BY status)"
          + " FROM (SELECT status, count(*) AS files FROM scout.files GROUP BY status) AS ledger";

  private static Servers servers;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    servers = Servers.start(folder);
    servers.namespace(FINISHED);
    servers.namespace(CANCELLED);
    servers.awaitNamespaces();
  }

  @AfterAll
  static void stop() throws Exception {
    servers.close();
  }

  @Test
  void finishesWhatEndsSoon() throws Exception {
    try (Site site = new Site(servers, FINISHED, false)) {
      Crowd crowd = new Crowd(site, FILES);
      List<String> etags = crowd.upload();
      WorkerProcess worker = site.startWorker();
      CompletableFuture<Void> arrivals = CompletableFuture.runAsync(() -> crowd.arrive(etags));
      site.until("some are archived", () -> crowd.archived() >= BEFORE_THE_STOP);
      stop(site, worker);
      assertThat(site.one("SELECT count(*) FROM scout.files WHERE status = 'loading'"))
          .as("loads that were begun and not finished")
          .isEqualTo("0");
      assertThat(crowd.archived()).as("files that the worker has done").isLessThan(FILES);
      arrivals.join();
      goOn(site, crowd);
    }
  }

  @Test
  void rollsBackWhatDoesNotEnd() throws Exception {
    try (Site site = new Site(servers, CANCELLED, false)) {
      Crowd crowd = new Crowd(site, FILES);
      List<String> etags = crowd.upload();
      WorkerProcess worker = site.startWorker();
      try (Handle other = site.open()) {
        other.begin();
        other.execute("LOCK TABLE scout.bronze_records IN SHARE MODE");
        crowd.arrive(etags);
        site.until("loads wait for the lock", () -> waiting(site) > 1);
        stop(site, worker);
        assertThat(waiting(site)).as("statements that still wait").isZero();
        other.rollback();
      }
      assertThat(site.one("SELECT count(*) FROM scout.bronze_edge_raw")).isEqualTo("0");
      goOn(site, crowd);
    }
  }

  private static int waiting(Site site) {
    return Integer.parseInt(
        site.one(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
                + " WHERE NOT granted AND datname = current_database()"));
  }

  private static void stop(Site site, WorkerProcess worker) throws Exception {
    // A look at all of the database would take so long that there is nothing left to do.
    String busy = site.one(LEDGER);
    long began = System.nanoTime();
    assertThat(worker.stop()).isEqualTo(TERMINATED);
    System.out.printf(
        "%s: told to stop at %s%n  ended after %.1f s at %s%n",
        site.name(),
        busy,
        Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3,
        new Evidence(site).brief());
    assertThat(worker.said()).as("steps that still ran").doesNotContain("has been closed");
    site.awaitNobodyLoggedIn();
    assertThat(new Evidence(site).contradictions()).isEmpty();
  }

  /** Another worker does the rest; nothing was lost, and nothing is doubled. */
  private static void goOn(Site site, Crowd crowd) throws Exception {
    long began = System.nanoTime();
    site.startWorker();
    crowd.awaitArchived();
    Settling.settle(site);
    System.out.printf(
        "  the next worker was done after %.1f s at %s%n",
        Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3, new Evidence(site).brief());
    assertThat(new Evidence(site).contradictions()).isEmpty();
    assertThat(site.one("SELECT count(*) FROM scout.bronze_edge_raw"))
        .isEqualTo(Integer.toString(crowd.size().records()));
    assertThat(site.one("SELECT count(*) FROM scout.silver_edge_transactions"))
        .isEqualTo(Integer.toString(crowd.size().different()));
  }
}
