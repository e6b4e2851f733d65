package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

/** Records that pass the parser and that the database still does not take. */
class DatabaseRefusesTest {
  @TempDir static Path folder;
  private static Inbox inbox;

  @BeforeAll
  static void start() throws Exception {
    inbox = new Inbox(folder);
    inbox.owner.useHandle(
        h -> {
          h.execute(
              """
              CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN
                IF jsonb_exists(NEW.raw_data, 'refuse') THEN
                  RAISE EXCEPTION 'secret payload %', NEW.raw_data
                    USING ERRCODE = NEW.raw_data ->> 'refuse';
                END IF;
                RETURN NEW;
              END
              $$
              """);
          h.execute(
              "CREATE TRIGGER refuse BEFORE INSERT ON scout.bronze_records"
                  + " FOR EACH ROW EXECUTE FUNCTION refuse()");
        });
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
  void rejectsExactlyTheRecordsThatAreRefused() {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 3_500; i++) {
      if (i == 1 || i == 1_000 || i == 1_001 || i == 2_777 || i == 3_500) {
        text.append("{\"refuse\":\"22P02\",\"n\":").append(i).append("}\n");
      } else if (i % 100 == 50) {
        text.append("noise\n");
      } else {
        text.append("{\"n\":").append(i).append("}\n");
      }
    }

    LoadResult result = inbox.load(inbox.upload("till-01/refused.jsonl", text.toString()));

    assertThat(result.status()).isEqualTo(FileStatus.LOADED);
    assertThat(result.read()).isEqualTo(3_500);
    assertThat(result.loaded()).isEqualTo(3_500 - 5 - 35);
    assertThat(
            inbox.lines(
                """
                SELECT record_no, message, convert_from(raw, 'UTF8') FROM scout.rejected_records
                 WHERE file_id = ? AND code = 'DATABASE_REFUSED' ORDER BY 1 LIMIT 2
                """,
                result.fileId()))
        .containsExactly(
            "1|The database refused the record with SQLSTATE 22P02.|{\"refuse\":\"22P02\",\"n\":1}",
            "1000|The database refused the record with SQLSTATE 22P02.|"
                + "{\"refuse\":\"22P02\",\"n\":1000}");
    assertThat(
            inbox.one(
                """
                SELECT string_agg(record_no::text, ',' ORDER BY record_no),
                       count(*) = count(*) FILTER (WHERE substr(?, byte_offset::int + 1, 10) = '{"refuse":')
                  FROM scout.rejected_records WHERE file_id = ? AND code = 'DATABASE_REFUSED'
                """,
                text.toString(),
                result.fileId()))
        .isEqualTo("1,1000,1001,2777,3500|t");
    assertThat(
            inbox.one(
                "SELECT count(*) FROM scout.bronze_edge_raw WHERE file_id = ?"
                    + " AND record_no <> coalesce((raw_data ->> 'n')::int, 0)",
                result.fileId()))
        .isEqualTo("0");
  }

  @Test
  void quarantinesAFileThatIsMostlyRefused() {
    LoadResult result =
        inbox.load(
            inbox.upload(
                "till-01/mostly.jsonl",
                "{\"n\":1}\n{\"refuse\":\"22P02\"}\n{\"refuse\":\"22003\"}\n"));

    assertThat(result.status()).isEqualTo(FileStatus.QUARANTINED);
    assertThat(result.rejected()).isEqualTo(2);
  }

  @Test
  void triesAgainWhereTheTroubleIsNotTheData() {
    String key = inbox.upload("till-01/trouble.jsonl", "{\"refuse\":\"53100\"}\n");

    assertThatThrownBy(() -> inbox.load(key))
        .isInstanceOf(LoadFailed.class)
        .hasMessageContaining("53100");

    assertThat(inbox.lines("SELECT status FROM scout.files WHERE object_key = ?", key))
        .containsExactly("loading");
  }
}
