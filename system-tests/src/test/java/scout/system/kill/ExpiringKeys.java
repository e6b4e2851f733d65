package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.settings.StorageKeys;
import scout.system.temporal.SignedKeys;
import scout.workflows.WorkflowIds;

/**
 * The service's credential has a session token that ends in the middle of a load and of a sweep.
 * The new one comes later, as docs/operations.md describes. The long form has a file of 1 GiB and
 * ten minutes without a credential; docs/testing.md has the command.
 */
class ExpiringKeys {
  private static final boolean LONG = Boolean.getBoolean("scout.long");
  private static final int LARGE_BYTES = LONG ? 1 << 30 : 48 << 20;
  private static final int SMALL_FILES = 20;
  private static final Duration ENOUGH = Duration.ofHours(2);
  private static final Duration WITHOUT = Duration.ofMinutes(10);
  private static final String OPEN =
      "SELECT fingerprint FROM scout.alerts WHERE resolved_at IS NULL";
  private static final Duration SHORT = Duration.ofSeconds(LONG ? 60 : 20);
  private static final String LARGE = "till-00/large.jsonl";
  private static final String RECORD =
      "{\"transaction_id\":\"large-%07d\",\"store_id\":\"s-1\",\"timestamp\":\"2025-03-02T10:00:00Z\",\"amount\":\"1.00\",\"currency\":\"EUR\",\"payment_method\":\"card\",\"note\":\"%s\"}\n";

  @Test
  void cutLoadIsDoneAgainAndEverythingComesToRest(@TempDir Path folder) throws Exception {
    try (SignedKeys identities = new SignedKeys();
        PostedAlerts posted = new PostedAlerts()) {
      SessionKeys sessions = new SessionKeys(identities);
      try (Servers servers = Servers.start(folder, sessions.environment())) {
        servers.namespace("expiring");
        servers.awaitNamespaces();
        try (Site site = new Site(servers, "expiring", false)) {
          site.setting("SCOUT_ALERT_WEBHOOK_URL", posted.address());
          run(
              site,
              sessions,
              new KeyFiles(Files.createDirectories(folder.resolve("keys"))),
              posted);
        }
      }
    }
  }

  private static void run(Site site, SessionKeys sessions, KeyFiles files, PostedAlerts posted)
      throws Exception {
    files.write(sessions.issue(site.storage(), ENOUGH));
    site.keysFrom(files);
    WorkerProcess worker = site.startWorker();
    site.startStarter();
    site.awaitPolling(1);
    int records = uploadLarge(site, files.folder().resolve("large"));
    uploadSmall(site, "till-01", 1_000);

    StorageKeys ending = sessions.issue(site.storage(), SHORT);
    files.write(ending);
    worker.slowBucket(true);
    site.startSweep();
    site.until("the large file is being read", () -> large(site, "status").equals("loading"));
    uploadSmall(site, "till-02", 2_000);
    site.until("the credential is over", () -> SessionKeys.isOver(site.storage(), ending));
    assertThat(large(site, "status")).as("ended in the middle of the load").isEqualTo("loading");
    assertThat(site.isRunning(WorkflowIds.EDGE_SWEEP_BY_HAND)).as("and of the sweep").isTrue();
    worker.cutBucket();
    worker.slowBucket(false);

    site.until("the load is stopped", () -> large(site, "stopped_at IS NOT NULL").equals("t"));
    assertThat(bronze(site)).as("rows of the load that was cut").isZero();
    assertThat(new Evidence(site).contradictions()).isEmpty();
    site.until("an alert is posted", () -> !posted.opened("file_stopped").isEmpty());
    assertThat(posted.opened("file_stopped"))
        .allMatch(message -> message.contains("SCOUT_S3_ACCESS_KEY"));
    Instant without = Instant.now();
    Sweeping sweeping = new Sweeping(site);
    do {
      sweeping.next();
    } while (LONG && Instant.now().isBefore(without.plus(WITHOUT)));
    System.out.printf("without a credential: %s%n", posted.opened("file_stopped").get(0));

    files.write(sessions.issue(site.storage(), ENOUGH));
    while (archived(site) < 2 * SMALL_FILES + 1) {
      sweeping.next();
    }
    assertThat(bronze(site)).isEqualTo(records);
    assertThat(new Evidence(site).contradictions()).isEmpty();
    site.until("no alert is open", () -> site.lines(OPEN).isEmpty());
    System.out.printf(
        "attempts at the large file: %s; posts: %s%n", large(site, "attempt"), posted.counts());
  }

  private static int uploadLarge(Site site, Path file) throws IOException {
    String note = "x".repeat(800);
    int records = 0;
    long size = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      while (size < LARGE_BYTES) {
        byte[] record = RECORD.formatted(records++, note).getBytes(StandardCharsets.UTF_8);
        out.write(record);
        size += record.length;
      }
    }
    try (InputStream content = Files.newInputStream(file)) {
      site.store().writer().put(Site.PREFIX + LARGE, content, size);
    }
    Files.delete(file);
    return records;
  }

  private static void uploadSmall(Site site, String till, int first) throws InterruptedException {
    site.uploadAll(
        SMALL_FILES, i -> "%s/%02d.jsonl".formatted(till, i), i -> Input.records(first + i, 1));
  }

  private static String large(Site site, String what) {
    return String.join(
        "",
        site.lines(
            "SELECT " + what + " FROM scout.files WHERE object_key = ?", Site.PREFIX + LARGE));
  }

  private static int bronze(Site site) {
    return Integer.parseInt(
        site.one("SELECT count(*) FROM scout.bronze_records WHERE file_path LIKE '%' || ?", LARGE));
  }

  private static int archived(Site site) {
    return Integer.parseInt(site.one("SELECT count(*) FROM scout.files WHERE status = 'archived'"));
  }
}
