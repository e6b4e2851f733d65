package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.system.Shell;

/**
 * One object of many may not be read, among a few and among so many that they go by the bulk lane.
 * In the long form it stays so for an hour; docs/testing.md has the command.
 */
class DeniedObject {
  private static final boolean LONG = Boolean.getBoolean("scout.long");
  private static final Duration DENIED =
      Duration.ofMinutes(Integer.getInteger("scout.minutes", LONG ? 60 : 0));
  private static final int FEW = 200;
  private static final int MANY = 600;

  /** Of the Schedule in an hour, and more than one in the short form. */
  private static final int SWEEPS = 4;

  @TempDir Path folder;

  @Test
  void isNamedAndHoldsUpNoOther() throws Exception {
    try (Servers servers = Servers.start(folder)) {
      servers.namespace("few");
      servers.namespace("many");
      servers.awaitNamespaces();
      try (Case few = new Case(servers, "few", FEW);
          Case many = new Case(servers, "many", MANY)) {
        few.deny();
        many.deny();
        Instant end = Instant.now().plus(DENIED);
        for (int i = 0; i < SWEEPS || Instant.now().isBefore(end); i++) {
          few.sweepAgain();
          many.sweepAgain();
          if (!DENIED.isZero()) {
            Thread.sleep(Duration.ofMinutes(5).toMillis());
          }
        }
        few.allow();
        many.allow();
      }
    }
  }

  private final class Case implements AutoCloseable {
    private final PostedAlerts posted = new PostedAlerts();
    private final Site site;
    private final int files;
    private final ServiceUser user;
    private final Shell shell;
    private final Sweeping sweeping;

    Case(Servers servers, String name, int files) throws Exception {
      this.files = files;
      site = new Site(servers, name, false);
      user = new ServiceUser(site, folder.resolve(name + "-user"));
      site.setting("SCOUT_ALERT_WEBHOOK_URL", posted.address());
      shell = new Shell(site.settings()).with("SCOUT_HOME", folder.resolve("none").toString());
      sweeping = new Sweeping(site);
    }

    private String path(int file) {
      return "till-%02d/%03d.jsonl".formatted(file % 9, file);
    }

    private String denied() {
      return path(files / 2);
    }

    void deny() throws Exception {
      user.denyReading(denied());
      site.uploadAll(files, this::path, i -> Input.records(i * 5, 5));
      site.startWorker();
      site.startStarter();
      site.awaitPolling(1);

      Shell.Answer sweep = shell.run("sweep", "--wait");

      System.out.printf(
          "%s: sweep --wait ends with %d: %s%n", site.name(), sweep.exitCode(), sweep.err());
      assertThat(sweep.exitCode()).isEqualTo(1);
      assertThat(sweep.err()).contains(Site.PREFIX + denied(), "AccessDenied");
      assertThat(archived()).isEqualTo(files - 1);
      stopped();
    }

    private void stopped() throws Exception {
      assertThat(
              site.one(
                  "SELECT status || ' ' || reason FROM scout.files WHERE stopped_at IS NOT NULL"
                      + " AND object_key = ?",
                  Site.PREFIX + denied()))
          .startsWith("loading AccessDenied: ");
      assertThat(site.lines("SELECT fingerprint FROM scout.alerts WHERE resolved_at IS NULL"))
          .containsExactly("file_stopped:" + Site.PREFIX + denied());
    }

    void sweepAgain() throws Exception {
      String seen = seen();
      sweeping.next();
      site.until("it was tried again", () -> !seen().equals(seen));
      stopped();
    }

    private String seen() {
      return site.one("SELECT times_seen FROM scout.alerts WHERE kind = 'file_stopped'");
    }

    void allow() throws Exception {
      Map<String, Integer> meanwhile = posted.counts();
      user.allowReading();
      sweeping.next();
      site.until("all are archived", () -> archived() == files);
      site.until("no alert is open", () -> open().equals("0"));
      site.until("its end is posted", () -> posted.counts().containsKey("resolved file_stopped"));
      System.out.printf(
          "%s: tried %s times; posted meanwhile %s, at the end %s%n",
          site.name(), seen(), meanwhile, posted.counts());
      assertThat(meanwhile).isEqualTo(Map.of("opened file_stopped", 1));
      assertThat(posted.opened("file_stopped").get(0)).contains(denied());
      assertThat(new Evidence(site).contradictions()).isEmpty();
    }

    private String open() {
      return site.one("SELECT count(*) FROM scout.alerts WHERE resolved_at IS NULL");
    }

    private int archived() {
      return Integer.parseInt(
          site.one("SELECT count(*) FROM scout.files WHERE status = 'archived'"));
    }

    @Override
    public void close() throws IOException {
      try (posted) {
        site.close();
      }
    }
  }
}
