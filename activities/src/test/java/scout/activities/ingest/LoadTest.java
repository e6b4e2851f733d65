package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

class LoadTest {
  private static final String TWO =
      "{\"transaction_id\":\"t1\",\"n\":1e2}\n"
          + "{\"transaction_id\":\"t2\",\"device_id\":\"till-9\"}\n";

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
    assertThat(inbox.contradictions()).isEmpty();
  }

  @Test
  void loadsAndArchivesAFile() {
    String key = inbox.upload("till-01/2025-03-14.jsonl", TWO);
    String etag = inbox.store.stat(key).orElseThrow().etag();

    LoadResult loaded = inbox.load(key, etag);

    assertThat(loaded)
        .isEqualTo(
            new LoadResult(
                loaded.fileId(), etag, "till-01", FileStatus.LOADED, 2, 2, 0, null, null, true));
    assertThat(
            inbox.lines(
                """
                SELECT record_no, device_id, raw_data, file_name, file_path, file_size_bytes,
                       checksum = ?, processing_status, ingested_at = created_at
                  FROM scout.bronze_edge_raw WHERE file_id = ? ORDER BY record_no
                """,
                etag,
                loaded.fileId()))
        .containsExactly(
            "1|till-01|{\"n\": 100, \"transaction_id\": \"t1\"}|2025-03-14.jsonl|"
                + key
                + "|"
                + TWO.length()
                + "|t|pending|t",
            "2|till-9|{\"device_id\": \"till-9\", \"transaction_id\": \"t2\"}|2025-03-14.jsonl|"
                + key
                + "|"
                + TWO.length()
                + "|t|pending|t");
    assertThat(
            inbox.one(
                """
                SELECT f.status, attempt, generation, silver_generation, records_pending, device_id,
                       f.bronze_created_at = (SELECT min(b.created_at) FROM scout.bronze_edge_raw b
                                               WHERE b.file_id = f.file_id)
                  FROM scout.files f WHERE file_id = ?
                """,
                loaded.fileId()))
        .isEqualTo("loaded|1|1|0|2|till-01|t");

    ArchiveResult archived = inbox.archive(loaded);

    String day = DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.now(ZoneOffset.UTC));
    assertThat(archived)
        .isEqualTo(
            new ArchiveResult(
                FileStatus.ARCHIVED,
                Inbox.PREFIX + "processed/" + day + "/till-01/2025-03-14.jsonl"));
    assertThat(inbox.holds(key)).isFalse();
    assertThat(inbox.holds(archived.archivedKey())).isTrue();
    assertThat(inbox.row(loaded.fileId()))
        .containsEntry("status", "archived")
        .containsEntry("archived_key", archived.archivedKey());
  }
}
