package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.parse.ParseSettings;
import scout.workflows.journey.LoadResult;

/** SCOUT_OVERWRITE=replace: the latest upload of a key stands. */
class OverwritePolicyTest {
  private static final String A = "{\"n\":1}\n";
  private static final String B = "{\"n\":2}\n";

  @TempDir static Path folder;
  private static Inbox inbox;

  @BeforeAll
  static void start() throws Exception {
    inbox = new Inbox(folder);
    inbox.settings(new IngestSettings(OverwritePolicy.REPLACE, 0.5, ParseSettings.defaults()));
  }

  @AfterAll
  static void stop() throws Exception {
    inbox.close();
  }

  @AfterEach
  void everythingIsAccountedFor() {
    assertThat(inbox.contradictions()).isEmpty();
  }

  @Test
  void replacesTheOlderVersion() {
    String key = inbox.upload("till-01/two.jsonl", A);
    UUID first = inbox.load(key).fileId();
    settled();
    inbox.upload("till-01/two.jsonl", B);

    UUID second = inbox.load(key).fileId();

    assertThat(state(first)).isEqualTo(second + "|null");
    assertThat(state(second)).isEqualTo("null|0");
  }

  @Test
  void replacesAnOlderVersionThatIsLoadedLate() {
    String key = inbox.upload("till-01/late.jsonl", A);
    UUID late = inbox.load(key).fileId();
    inbox.upload("till-01/late.jsonl", B);
    UUID newer = inbox.load(key).fileId();
    inbox.owner.useHandle(
        h -> h.execute("UPDATE scout.files SET replaced_by = NULL WHERE file_id = ?", late));
    settled();
    inbox.owner.useHandle(
        h -> {
          h.execute("DELETE FROM scout.bronze_edge_raw WHERE file_id = ?", late);
          h.execute(
              "UPDATE scout.files SET status = 'loading', generation = 0, silver_generation = 0,"
                  + " records_read = 0, records_loaded = 0, records_pending = 0 WHERE file_id = ?",
              late);
        });
    inbox.upload("till-01/late.jsonl", A);
    // Its time of upload stays that of its first sight, which was before the other's.

    assertThat(inbox.load(key).fileId()).isEqualTo(late);

    assertThat(state(late)).isEqualTo(newer + "|null");
    assertThat(state(newer)).isEqualTo("null|1");
  }

  @Test
  void restoresContentThatIsBack() {
    String key = inbox.upload("till-01/back.jsonl", A);
    UUID a = inbox.load(key).fileId();
    inbox.upload("till-01/back.jsonl", B);
    UUID b = inbox.load(key).fileId();
    settled();
    inbox.upload("till-01/back.jsonl", A);

    assertThat(inbox.load(key).fileId()).isEqualTo(a);

    assertThat(state(a)).isEqualTo("null|null");
    assertThat(state(b)).isEqualTo(a + "|null");
  }

  @Test
  void letsAVersionStandWhenTheNewOneCantBeLoaded() {
    String key = inbox.upload("till-01/bad.jsonl", A);
    UUID good = inbox.load(key).fileId();
    settled();
    inbox.upload("till-01/bad.jsonl", "noise\n");

    LoadResult bad = inbox.load(key);

    assertThat(state(good)).isEqualTo("null|1");
    assertThat(inbox.row(bad.fileId())).containsEntry("status", "quarantined");
  }

  @Test
  void neverDeadlocksWithSilver() throws Exception {
    String key = inbox.upload("till-01/lock.jsonl", A);
    UUID first = inbox.load(key).fileId();
    inbox.upload("till-01/lock.jsonl", B);
    UUID second = inbox.load(key).fileId();
    inbox.upload("till-01/lock.jsonl", "{\"n\":3}\n");
    // As silver does: holds the file of its batch, and later wants an older one.
    try (Handle silver = inbox.owner.open()) {
      silver.begin();
      silver.execute("UPDATE scout.files SET settled_at = now() WHERE file_id = ?", second);
      CompletableFuture<LoadResult> loading = CompletableFuture.supplyAsync(() -> inbox.load(key));
      while (inbox.one("SELECT count(*) FROM scout.files WHERE object_key = ?", key).equals("2")) {
        Thread.sleep(10);
      }
      // Time for the load to come to its locks.
      Thread.sleep(500);
      silver.execute("UPDATE scout.files SET settled_at = now() WHERE file_id = ?", first);
      silver.commit();
      UUID third = loading.get(30, TimeUnit.SECONDS).fileId();
      assertThat(state(second)).isEqualTo(third + "|null");
    }
  }

  private static String state(UUID fileId) {
    return inbox.one(
        "SELECT replaced_by, silver_generation FROM scout.files WHERE file_id = ?", fileId);
  }

  /** As if silver had taken all there is. */
  private static void settled() {
    inbox.owner.useHandle(
        h ->
            h.execute(
                "UPDATE scout.files SET silver_generation = generation WHERE generation > 0"));
  }
}
