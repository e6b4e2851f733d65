package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.parallel.Parallel;
import scout.storage.StoredObject;

/**
 * Devices that make a file first and write it a moment later, in a bucket without versions: an
 * event comes for both, and sweeps run in between. In its short form there are many rounds of a few
 * files, in its long form one of 500; docs/testing.md has the command.
 */
class EmptyFirst {
  private static final boolean LONG = Boolean.getBoolean("scout.long");
  private static final int ROUNDS = Integer.getInteger("scout.rounds", LONG ? 3 : 20);
  private static final int FILES = Integer.getInteger("scout.files", LONG ? 500 : 15);
  private static final int RECORDS = 3;

  /** So few that each upload has a journey at once, which may read the empty object. */
  private static final int FEW_AT_ONCE = 2;

  /** So many that groups gather them. */
  private static final int MANY_AT_ONCE = 8;

  /**
   * The longer ones, since a busy machine doesn't come to read an empty object within the first.
   */
  private static final List<Integer> UNTIL_WRITTEN_MILLIS = List.of(200, 200, 700, 1_500);

  @Test
  void leavesNothingToDecideAndLosesNothing(@TempDir Path folder) throws Exception {
    try (PostedAlerts posted = new PostedAlerts();
        Servers servers = Servers.start(folder)) {
      servers.namespace("empty");
      servers.awaitNamespaces();
      try (Site site = new Site(servers, "empty", false)) {
        site.setting("SCOUT_ALERT_WEBHOOK_URL", posted.address());
        site.startWorker();
        site.startStarter();
        site.awaitPolling(1);
        Sweeping sweeping = new Sweeping(site);
        for (int round = 0; round < ROUNDS; round++) {
          upload(site, sweeping, round);
          int due = (round + 1) * FILES;
          site.until("all of round " + round + " are archived", () -> written(site) == due);
          site.until("no file is under way", () -> count(site, "scout.files_under_way") == 0);
          check(site);
        }
        site.until("no journey is open", () -> openJourneys(site) == 0);
        assertThat(open(site)).as("alerts that ask for somebody").isZero();
        assertThat(new Evidence(site).contradictions()).isEmpty();
        System.out.printf(
            "%d rounds of %d files: %s; posts: %s%n",
            ROUNDS,
            FILES,
            site.lines(
                "SELECT status || ' ' || count(*) FROM scout.files GROUP BY status ORDER BY 1"),
            posted.counts());
      }
    }
  }

  private static void upload(Site site, Sweeping sweeping, int round) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> sweeps =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                sweep(sweeping);
              }
            });
    try (Parallel devices = new Parallel(round % 2 == 0 ? FEW_AT_ONCE : MANY_AT_ONCE)) {
      var unused =
          devices.each(
              IntStream.range(0, FILES).boxed().toList(),
              i ->
                  emptyFirst(
                      site,
                      path(round, i),
                      UNTIL_WRITTEN_MILLIS.get(i % UNTIL_WRITTEN_MILLIS.size()),
                      Input.records(first(round, i), RECORDS)));
    }
    over.set(true);
    sweeps.get(10, TimeUnit.MINUTES);
  }

  private static void sweep(Sweeping sweeping) {
    try {
      sweeping.next();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String emptyFirst(Site site, String path, int pauseMillis, byte[] content) {
    site.announce(Map.of(path, site.upload(path, new byte[0])), 0);
    try {
      Thread.sleep(pauseMillis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    String etag = site.upload(path, content);
    site.announce(Map.of(path, etag), content.length);
    return etag;
  }

  private static String path(int round, int file) {
    return "till-%02d/%02d-%03d.jsonl".formatted(file % MANY_AT_ONCE, round, file);
  }

  private static int first(int round, int file) {
    return (round * FILES + file) * RECORDS;
  }

  /** Each version is what the ledger says, and lies where it says. */
  private static void check(Site site) {
    for (String row :
        site.lines(
            "SELECT archived_key || ' ' || etag || ' ' || size_bytes || ' ' || records_loaded"
                + " FROM scout.files WHERE archived_key IS NOT NULL")) {
      String[] words = row.split(" ", -1);
      StoredObject object = site.store().stat(words[0]).orElseThrow();
      assertThat(object.etag()).as(row).isEqualTo(words[1]);
      assertThat(object.size()).as(row).isEqualTo(Long.parseLong(words[2]));
      assertThat(Integer.parseInt(words[3])).as(row).isEqualTo(object.size() == 0 ? 0 : RECORDS);
    }
  }

  private static int written(Site site) {
    return count(
        site,
        "scout.files WHERE status = 'archived' AND archived_key IS NOT NULL AND size_bytes > 0");
  }

  private static int open(Site site) {
    return count(site, "scout.alerts WHERE resolved_at IS NULL AND kind = 'quarantined_file'");
  }

  private static int count(Site site, String what) {
    return Integer.parseInt(site.one("SELECT count(*) FROM " + what));
  }

  private static long openJourneys(Site site) {
    return site.client()
        .listExecutions("WorkflowType = 'FileJourney' AND ExecutionStatus = 'Running'")
        .count();
  }
}
