package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long it takes until another worker does what one had to do that ended. It takes some minutes,
 * so the build leaves it out; docs/testing.md has the command.
 */
class HandOverTimes {
  private static final int FILES = 60;
  private static final long APART_MILLIS = 50;

  private static Servers servers;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    servers = Servers.start(folder);
    servers.namespace("queued");
    servers.namespace("stopped");
    servers.namespace("killed");
    servers.awaitNamespaces();
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void ofWhatComesWhileAWorkerStops() throws Exception {
    try (Site site = new Site(servers, "queued", false)) {
      Crowd crowd = new Crowd(site, FILES);
      var etags = crowd.upload();
      WorkerProcess first = site.startWorker();
      site.startWorker();
      site.awaitPolling(2);
      CompletableFuture<Integer> ending = CompletableFuture.supplyAsync(() -> end(first));
      for (int i = 0; i < FILES; i++) {
        site.arrived(crowd.paths().get(i), etags.get(i));
        Thread.sleep(APART_MILLIS);
      }
      long began = System.nanoTime();
      crowd.awaitArchived();
      said("queued", "all that came meanwhile are archived", began);
      ending.get();
      assertThat(new Evidence(site).contradictions()).isEmpty();
    }
  }

  @Test
  void ofALoadWhoseWorkerIsToldToStop() throws Exception {
    running("stopped", HandOverTimes::end);
  }

  @Test
  void ofALoadWhoseWorkerIsKilled() throws Exception {
    running(
        "killed",
        worker -> {
          worker.kill();
          return 0;
        });
  }

  private interface Ending {
    int of(WorkerProcess worker) throws Exception;
  }

  private static int end(WorkerProcess worker) {
    try {
      return worker.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void running(String name, Ending ending) throws Exception {
    try (Site site = new Site(servers, name, false);
        Handle other = site.open()) {
      Crowd crowd = new Crowd(site, 1);
      other.begin();
      other.execute("LOCK TABLE scout.bronze_records IN SHARE MODE");
      WorkerProcess first = site.startWorker();
      site.awaitPolling(1);
      crowd.arrive(crowd.upload());
      site.until("it loads", () -> attempt(site) == 1);
      site.startWorker();
      site.awaitPolling(2);
      long began = System.nanoTime();
      CompletableFuture<Integer> ended =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return ending.of(first);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      site.until("another attempt begins", () -> attempt(site) > 1);
      said(name, "another worker has begun the load again", began);
      other.rollback();
      ended.get();
      crowd.awaitArchived();
      assertThat(new Evidence(site).contradictions()).isEmpty();
    }
  }

  private static int attempt(Site site) {
    return Integer.parseInt(site.one("SELECT coalesce(max(attempt), 0) FROM scout.files"));
  }

  private static void said(String name, String what, long began) {
    System.out.printf(
        "%s: %s after %.1f s%n",
        name, what, Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3);
  }
}
