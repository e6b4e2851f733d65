package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.parse.ParseLimits;
import scout.activities.parse.ParseSettings;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

class ReprocessFileTest {
  private static final String TEXT = "{\"n\":1}\nnoise\n{\"n\":{\"m\":2}}\n";
  private static final ParseLimits USUAL = ParseLimits.defaults();

  /** Limits that reject one record more of the text. */
  private static final ParseLimits FLAT =
      new ParseLimits(1, USUAL.maxRecordBytes(), 400, 1 << 30, 100);

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
  void replacesTheRowsOfAnArchivedFile() {
    String key = inbox.upload("till-01/replay.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    inbox.archive(loaded);
    // Silver has taken it, and rejected a record itself.
    inbox.owner.useHandle(
        h -> {
          h.execute(
              "UPDATE scout.files SET silver_generation = 1, records_pending = 0,"
                  + " records_current = 1, records_rejected_silver = 1 WHERE file_id = ?",
              loaded.fileId());
          h.execute(
              "INSERT INTO scout.rejected_records (file_id, stage, record_no, code, message)"
                  + " VALUES (?, 'silver', 3, 'NO_STORE', 'no store')",
              loaded.fileId());
        });
    inbox.settings(new IngestSettings(OverwritePolicy.ADD, 0.9, ParseSettings.of(FLAT)));
    int nudges = inbox.nudges.get();

    LoadResult again = inbox.replay(key, "r1");

    assertThat(again.fileId()).isEqualTo(loaded.fileId());
    assertThat(again.status()).isEqualTo(FileStatus.ARCHIVED);
    assertThat(again.loaded()).isEqualTo(1);
    assertThat(again.rejected()).isEqualTo(2);
    assertThat(again.archive()).isFalse();
    assertThat(inbox.nudges).hasValue(nudges + 1);
    assertThat(
            inbox.one(
                """
                SELECT attempt, generation, silver_generation, records_current,
                       records_rejected_silver, records_pending, request_id,
                       replayed_at > loaded_at
                  FROM scout.files WHERE file_id = ?
                """,
                loaded.fileId()))
        .isEqualTo("2|2|1|0|0|1|r1|t");
    assertThat(
            inbox.lines(
                "SELECT stage, record_no FROM scout.rejected_records WHERE file_id = ? ORDER BY 1,"
                    + " 2",
                loaded.fileId()))
        .containsExactly("bronze|2", "bronze|3", "silver|3");
  }

  @Test
  void carriesOutARequestOnce() {
    String key = inbox.upload("till-01/once.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    LoadResult first = inbox.replay(key, "r1");

    assertThat(inbox.replay(key, "r1")).isEqualTo(first);

    assertThat(inbox.row(loaded.fileId())).containsEntry("generation", 2);
    inbox.replay(key, "r2");
    assertThat(inbox.row(loaded.fileId())).containsEntry("generation", 3);
  }

  @Test
  void changesNothingWhereItWouldEndInQuarantine() {
    String key = inbox.upload("till-01/refused.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    ArchiveResult archived = inbox.archive(loaded);
    String rows = rows(loaded);
    inbox.settings(new IngestSettings(OverwritePolicy.ADD, 0.5, ParseSettings.of(FLAT)));

    LoadResult refused = inbox.replay(key, "r1");

    assertThat(refused.status()).isEqualTo(FileStatus.ARCHIVED);
    assertThat(refused.code()).isEqualTo("MOSTLY_REJECTED");
    assertThat(refused.loaded()).isEqualTo(2);
    assertThat(rows(loaded)).isEqualTo(rows);
    assertThat(inbox.holds(archived.archivedKey())).isTrue();
    Map<String, Object> row = inbox.row(loaded.fileId());
    assertThat(row).containsEntry("generation", 1).containsEntry("request_id", "r1");
    assertThat((String) row.get("reason")).startsWith("reprocess refused: MOSTLY_REJECTED: ");
  }

  @Test
  void changesNothingWhereTheObjectIsLost() {
    String key = inbox.upload("till-01/lost.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    inbox.store.writer().delete(inbox.archive(loaded).archivedKey(), null);

    LoadResult refused = inbox.replay(key, "r1");

    assertThat(refused.status()).isEqualTo(FileStatus.ARCHIVED);
    assertThat(refused.code()).isEqualTo("OBJECT_GONE");
    assertThat(inbox.row(loaded.fileId())).containsEntry("request_id", "r1");
  }

  @Test
  void changesNothingWhereTheArchivedObjectIsAnother() {
    String key = inbox.upload("till-01/other.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    String archived = inbox.archive(loaded).archivedKey();
    inbox.upload(archived.substring(Inbox.PREFIX.length()), "{\"n\":3}\n");

    assertThat(inbox.replay(key, "r1").code()).isEqualTo("OBJECT_DIFFERS");
    assertThat(inbox.row(loaded.fileId())).containsEntry("generation", 1);
  }

  @Test
  void readsTheCopyInTheInboxToo() {
    String key = inbox.upload("till-01/inbox.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);

    LoadResult again = inbox.replay(key, "r1");

    assertThat(again.status()).isEqualTo(FileStatus.LOADED);
    assertThat(again.archive()).isTrue();
    assertThat(inbox.row(loaded.fileId())).containsEntry("generation", 2);
  }

  @Test
  void loadsWhatWasNeverLoaded() {
    String key = inbox.upload("till-01/first.jsonl", TEXT);

    LoadResult loaded = inbox.replay(key, "r1");

    assertThat(loaded.status()).isEqualTo(FileStatus.LOADED);
    assertThat(inbox.row(loaded.fileId()))
        .containsEntry("generation", 1)
        .containsEntry("request_id", "r1");
  }

  @Test
  void takesTheVersionThatIsNamed() {
    String key = inbox.upload("till-01/named.jsonl", TEXT);
    LoadResult first = inbox.load(key);
    inbox.archive(first);
    inbox.upload("till-01/named.jsonl", "{\"n\":9}\n");
    LoadResult second = inbox.load(key);

    inbox
        .ingestion()
        .load(
            new scout.workflows.journey.LoadRequest("sample", key, first.etag(), true, null, null));
    assertThat(inbox.row(first.fileId())).containsEntry("generation", 2);
    assertThat(inbox.row(second.fileId())).containsEntry("generation", 1);

    inbox.replay(key, null);
    assertThat(inbox.row(second.fileId())).containsEntry("generation", 2);
  }

  @Test
  void discardsAndBringsBack() {
    String key = inbox.upload("till-01/discard.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    String archived = inbox.archive(loaded).archivedKey();
    int nudges = inbox.nudges.get();

    LoadResult discarded = inbox.discard(key, "d1");

    assertThat(discarded.status()).isEqualTo(FileStatus.DISCARDED);
    assertThat(discarded.reason()).isEqualTo("not ours");
    assertThat(discarded.archive()).isFalse();
    assertThat(inbox.nudges).hasValue(nudges + 1);
    assertThat(
            inbox.one(
                """
                SELECT generation, records_loaded, records_discarded, records_pending, request_id,
                       discarded_at IS NOT NULL
                  FROM scout.files WHERE file_id = ?
                """,
                loaded.fileId()))
        .isEqualTo("2|2|2|0|d1|t");
    assertThat(
            inbox.lines(
                "SELECT DISTINCT processing_status FROM scout.bronze_edge_raw WHERE file_id = ?",
                loaded.fileId()))
        .containsExactly("discarded");
    assertThat(inbox.archive(discarded).archivedKey()).isEqualTo(archived);
    assertThat(inbox.discard(key, "d2").status()).isEqualTo(FileStatus.DISCARDED);
    assertThat(inbox.row(loaded.fileId()))
        .containsEntry("generation", 2)
        .containsEntry("request_id", "d2");

    LoadResult back = inbox.replay(key, "r1");

    assertThat(back.status()).isEqualTo(FileStatus.LOADED);
    assertThat(back.archive()).isTrue();
    assertThat(inbox.archive(back)).isEqualTo(new ArchiveResult(FileStatus.ARCHIVED, archived));
    assertThat(
            inbox.one(
                "SELECT generation, records_discarded, records_pending FROM scout.files"
                    + " WHERE file_id = ?",
                loaded.fileId()))
        .isEqualTo("3|0|2");
  }

  @Test
  void discardsWhatWasNeverLoaded() {
    String key = inbox.upload("till-01/rubbish.jsonl", "noise\n");
    LoadResult quarantined = inbox.load(key);

    LoadResult discarded = inbox.discard(key, "d1");

    assertThat(discarded.status()).isEqualTo(FileStatus.DISCARDED);
    assertThat(discarded.archive()).isTrue();
    assertThat(inbox.archive(discarded).archivedKey()).startsWith(Inbox.PREFIX + "quarantine/");
    assertThat(inbox.row(quarantined.fileId())).containsEntry("generation", 0);
    assertThat(
            inbox.one(
                "SELECT count(*) FROM scout.alerts WHERE fingerprint = ? AND resolved_at IS NULL",
                "quarantined_file:" + key))
        .isEqualTo("0");
    assertThat(inbox.load(inbox.upload("till-01/rubbish.jsonl", "noise\n")).status())
        .isEqualTo(FileStatus.DISCARDED);
  }

  @Test
  void hasNothingToDiscardWhereNothingWasSeen() {
    LoadResult result = inbox.discard(Inbox.PREFIX + "till-01/unseen.jsonl", "d1");

    assertThat(result.fileId()).isNull();
    assertThat(result.status()).isEqualTo(FileStatus.GONE);
  }

  private static String rows(LoadResult file) {
    return inbox.one(
        "SELECT string_agg(id::text, ',' ORDER BY record_no) FROM scout.bronze_edge_raw"
            + " WHERE file_id = ?",
        file.fileId());
  }
}
