package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.parse.ParseLimits;
import scout.activities.parse.ParseSettings;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

class QuarantineTest {
  @TempDir static Path folder;
  private static Inbox inbox;

  @BeforeAll
  static void start() throws Exception {
    inbox = new Inbox(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    inbox.close();
  }

  @AfterEach
  void everythingIsAccountedFor() {
    inbox.settings(IngestSettings.defaults());
    assertThat(inbox.contradictions()).isEmpty();
  }

  @Test
  void keepsWhatIsWrongWithARecordAndLoadsTheRest() {
    String text = "{\"n\":1}\n[1]\n{\"n\":2}\n{\"n\"\n";

    LoadResult result = inbox.load(inbox.upload("till-01/half.jsonl", text));

    assertThat(result.status()).isEqualTo(FileStatus.LOADED);
    assertThat(result.read()).isEqualTo(4);
    assertThat(result.loaded()).isEqualTo(2);
    assertThat(
            inbox.lines(
                """
                SELECT stage, record_no, byte_offset, code, convert_from(raw, 'UTF8'), raw_text
                  FROM scout.rejected_records WHERE file_id = ? ORDER BY record_no
                """,
                result.fileId()))
        .containsExactly(
            "bronze|2|8|NOT_AN_OBJECT|[1]|[1]", "bronze|4|20|INVALID_JSON|{\"n\"|{\"n\"");
    assertThat(
            inbox.lines(
                "SELECT record_no FROM scout.bronze_edge_raw WHERE file_id = ? ORDER BY 1",
                result.fileId()))
        .containsExactly("1", "3");
  }

  @Test
  void saysWhatWouldHelpAFileThatIsMostlyRejected() {
    String header = "transaction_id,timestamp,note\n";
    LoadResult cut = inbox.load(inbox.upload("till-01/cut.csv", header + "1,2\n3,4\n5,6,7\n"));
    assertThat(cut.code()).isEqualTo("MOSTLY_REJECTED");
    assertThat(cut.reason()).contains("2 of 3 records").contains("SCOUT_CSV_SHORT_ROWS=fill");

    LoadResult wide =
        inbox.load(inbox.upload("till-01/wide.csv", header + "1,2,3\n4,5,6,7\n8,9,0,1\n"));
    assertThat(wide.code()).isEqualTo("MOSTLY_REJECTED");
    assertThat(wide.reason()).contains("from row 2 on");
  }

  @Test
  void loadsNothingOfAFileThatIsMostlyRejected() {
    String key = inbox.upload("till-01/noise.jsonl", "{\"n\":1}\nx\ny\n");

    LoadResult result = inbox.load(key);

    assertThat(result.status()).isEqualTo(FileStatus.QUARANTINED);
    assertThat(result.read()).isEqualTo(3);
    assertThat(result.loaded()).isZero();
    assertThat(result.rejected()).isEqualTo(2);
    assertThat(result.code()).isEqualTo("MOSTLY_REJECTED");
    assertThat(result.archive()).isTrue();
    assertThat(
            inbox.one(
                "SELECT count(*) FROM scout.bronze_edge_raw WHERE file_id = ?", result.fileId()))
        .isEqualTo("0");
    assertThat(inbox.row(result.fileId()))
        .containsEntry("generation", 0)
        .containsEntry("reason", result.code() + ": " + result.reason());
    assertThat(openAlerts(key)).containsExactly("quarantined_file|" + key);
    assertThat(inbox.archive(result).archivedKey()).startsWith(Inbox.PREFIX + "quarantine/");
    assertThat(inbox.row(result.fileId())).containsEntry("status", "quarantined");
    assertThat(inbox.holds(key)).isFalse();
  }

  @Test
  void loadsNothingOfADamagedFile() {
    String key = inbox.upload("till-01/cut.json", "[{\"n\":1},{\"n\":2}");
    LoadResult result = inbox.load(key);

    assertThat(result.status()).isEqualTo(FileStatus.QUARANTINED);
    assertThat(result.code()).isEqualTo("TRUNCATED_ARRAY");
    assertThat(result.read()).isEqualTo(2);
    assertThat(openAlerts(key)).hasSize(1);
    assertThat(
            inbox.one(
                "SELECT message FROM scout.alerts WHERE fingerprint = ?",
                "quarantined_file:" + key))
        .startsWith("TRUNCATED_ARRAY: The file ends before its array is closed, ")
        .contains(". Upload it corrected, ")
        .doesNotContain("..");
  }

  /** One that was taken in before such names were left alone. */
  @Test
  void aHiddenFileThatIsNamedCanStillBeDiscarded() {
    String key = inbox.upload("till-01/._cut.json", "[{\"n\":1}");
    assertThat(inbox.load(key).status()).isEqualTo(FileStatus.QUARANTINED);
    assertThat(inbox.discard(key, "r1").status()).isEqualTo(FileStatus.DISCARDED);
  }

  @Test
  void keepsARejectForEachOfManyRecords() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      text.append("{\"n\":").append(i).append("}\nnoise\n");
    }

    LoadResult half = inbox.load(inbox.upload("till-01/many.jsonl", text.toString()));
    LoadResult more = inbox.load(inbox.upload("till-01/more.jsonl", text + "noise\n"));

    assertThat(half.loaded()).isEqualTo(5_000);
    assertThat(half.rejected()).isEqualTo(5_000);
    assertThat(more.status()).isEqualTo(FileStatus.QUARANTINED);
    assertThat(more.rejected()).isEqualTo(5_001);
  }

  @Test
  void leavesQuarantineWhenItCanBeRead() {
    String key = inbox.upload("till-01/deep.jsonl", "{\"a\":{\"b\":{\"c\":1}}}\n");
    ParseLimits usual = ParseLimits.defaults();
    inbox.settings(
        new IngestSettings(
            OverwritePolicy.ADD,
            0.5,
            ParseSettings.of(new ParseLimits(2, usual.maxRecordBytes(), 400, 1 << 30, 100))));
    LoadResult first = inbox.load(key);
    assertThat(first.status()).isEqualTo(FileStatus.QUARANTINED);
    String quarantined = inbox.archive(first).archivedKey();

    LoadResult still = inbox.replay(key, "r1");
    assertThat(still.status()).isEqualTo(FileStatus.QUARANTINED);
    assertThat(still.rejected()).isEqualTo(1);
    assertThat(still.archive()).isFalse();
    assertThat(openAlerts(key)).hasSize(1);

    inbox.settings(IngestSettings.defaults());
    LoadResult loaded = inbox.replay(key, "r2");

    assertThat(loaded.status()).isEqualTo(FileStatus.LOADED);
    assertThat(loaded.loaded()).isEqualTo(1);
    assertThat(loaded.reason()).isNull();
    assertThat(loaded.archive()).isTrue();
    assertThat(openAlerts(key)).isEmpty();
    assertThat(inbox.archive(loaded).archivedKey()).startsWith(Inbox.PREFIX + "processed/");
    assertThat(inbox.holds(quarantined)).isFalse();
    assertThat(inbox.row(first.fileId()))
        .containsEntry("status", "archived")
        .containsEntry("request_id", "r2");
  }

  @Test
  void alertsOncePerKeyUntilNoVersionWaits() {
    String key = inbox.upload("till-01/twice.jsonl", "noise\n");
    LoadResult first = inbox.load(key);
    inbox.archive(first);
    inbox.upload("till-01/twice.jsonl", "more noise\n");
    assertThat(inbox.load(key).status()).isEqualTo(FileStatus.QUARANTINED);
    assertThat(openAlerts(key)).hasSize(1);
    assertThat(
            inbox.one(
                "SELECT times_seen, revision FROM scout.alerts WHERE fingerprint = ?",
                "quarantined_file:" + key))
        .isEqualTo("2|2");

    inbox.discard(key, "d1");
    assertThat(openAlerts(key)).hasSize(1);
    inbox.discard(key, first.etag(), "d2");
    assertThat(openAlerts(key)).isEmpty();
  }

  @Test
  void aLoadedVersionEndsTheAlertOfThoseBeforeIt() {
    String key = inbox.upload("till-01/corrected.jsonl", "noise\n");
    LoadResult first = inbox.load(key);
    inbox.archive(first);
    inbox.upload("till-01/corrected.jsonl", "{\"n\":1}\n");
    LoadResult corrected = inbox.load(key);
    assertThat(corrected.status()).isEqualTo(FileStatus.LOADED);
    assertThat(openAlerts(key)).isEmpty();

    inbox.archive(corrected);
    inbox.upload("till-01/corrected.jsonl", "more noise\n");
    assertThat(inbox.load(key).corrected()).isFalse();
    assertThat(openAlerts(key)).hasSize(1);
    inbox.upload("till-01/corrected.jsonl", "{\"n\":1}\n");
    assertThat(inbox.load(key).fileId()).isEqualTo(corrected.fileId());
    assertThat(openAlerts(key)).as("the good bytes are the latest upload again").isEmpty();
  }

  @Test
  void nobodyHasToDecideAboutAVersionThatWasReadAfterALaterOne() {
    String key = inbox.upload("till-01/late-noise.jsonl", "{\"n\":1}\n");
    LoadResult later = inbox.load(key);
    inbox.archive(later);
    inbox.owner.useHandle(
        h ->
            h.execute(
                "UPDATE scout.files SET uploaded_at = uploaded_at + interval '1 hour'"
                    + " WHERE file_id = ?",
                later.fileId()));
    inbox.upload("till-01/late-noise.jsonl", "noise\n");

    LoadResult earlier = inbox.load(key);

    assertThat(earlier.status()).isEqualTo(FileStatus.QUARANTINED);
    assertThat(earlier.corrected()).isTrue();
    assertThat(openAlerts(key)).isEmpty();
    assertThat(inbox.archive(earlier).archivedKey()).startsWith(Inbox.PREFIX + "quarantine/");
  }

  private static java.util.List<String> openAlerts(String key) {
    return inbox.lines(
        "SELECT kind, subject FROM scout.alerts WHERE fingerprint = ? AND resolved_at IS NULL",
        "quarantined_file:" + key);
  }
}
