package scout.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.storage.BucketLayout;

/** The oracle passes what is sound, and names whatever is tampered with. */
class VerifyTest {
  private static final String SOUND = Filled.PREFIX + "till-01/2025-03-14.json";
  private static final String REJECTS = Filled.PREFIX + "counter-08/2025-03-14_bad-records.jsonl";
  private static final String ODD = Filled.PREFIX + "till-03/2025-03-15_odd-values.json";
  private static final String EMPTY = Filled.PREFIX + "kiosk-03/2025-03-16_empty.json";

  @TempDir static Path folder;
  private static Filled filled;

  @BeforeAll
  static void takeTheSamplesIn() throws Exception {
    filled = new Filled(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    filled.close();
  }

  @Test
  void accountsForEverySample() throws Exception {
    for (boolean deep : new boolean[] {false, true}) {
      Filled.Report report = filled.verify(deep, List.of());

      assertThat(report.passes()).as(report.toString()).isTrue();
      assertThat(report.result().counts())
          .containsEntry("objects_in_archive", 30L)
          .containsEntry("objects_in_inbox", 1L)
          .containsEntry("files", 30L);
      assertThat(report.proof("inbox_is_known").notes().get(0).subject()).endsWith("notes.txt");
      // six files in quarantine, two whose records became no sale
      assertThat(report.proof("open_alerts").noteCount()).isEqualTo(8);
    }
  }

  @Test
  void theCommandSaysSoInWordsAndAsJson() throws Exception {
    StringWriter words = new StringWriter();
    assertThat(filled.command(words, "verify", "--deep")).as(words.toString()).isZero();
    assertThat(words.toString())
        .contains("Gold is what silver gives when computed again", "passed", "notes.txt")
        .contains("31 objects, 30 files")
        .contains("Worth a look: Every record that became no transaction is known")
        .contains("Everything is accounted for.", " records became no transaction.");

    String unknown = Filled.PREFIX + "processed/20250101/it's new\n.json";
    filled.put(unknown, "{}".getBytes(StandardCharsets.UTF_8));
    try {
      StringWriter json = new StringWriter();
      assertThat(filled.command(json, "verify", "--json")).as(json.toString()).isEqualTo(1);
      JsonNode report = new ObjectMapper().readTree(json.toString());
      assertThat(report.get("accounted_for").asBoolean()).isFalse();
      assertThat(report.findValuesAsText("subject")).contains(unknown);
      StringWriter table = new StringWriter();
      assertThat(filled.command(table, "verify")).isEqualTo(1);
      assertThat(table.toString())
          .contains(
              "$'scout/v1/bronze/processed/20250101/it\\'s new\\n.json': no file of the ledger")
          .contains("Not everything is accounted for.");
    } finally {
      filled.store.writer().delete(unknown, null);
    }
  }

  /** Scout can't read what has no ETag. */
  @Test
  void namesWhatWasPutIntoTheBucketByHand() throws Exception {
    List<String> keys =
        List.of(
            Filled.PREFIX + "processed/20250101/by-hand.json",
            Filled.PREFIX + "till-01/by-hand.json");
    for (String key : keys) {
      Files.createDirectories(filled.file(key).getParent());
      Files.writeString(filled.file(key), "{}");
    }
    Path sound = filled.file(filled.one("SELECT archived_key FROM scout.files" + file(SOUND)));
    byte[] content = Files.readAllBytes(sound);
    try {
      Files.delete(sound);
      Files.write(sound, content);
      Filled.Report report = filled.verify(false, List.of());

      assertThat(report.proof("inbox_is_known").notes())
          .anyMatch(note -> note.subject().equals(keys.get(1)) && note.detail().contains("ETag"));
      assertThat(report.proof("archived_objects_are_known").offences())
          .singleElement()
          .satisfies(offence -> assertThat(offence.subject()).isEqualTo(keys.get(0)));
      assertThat(report.proof("archived_objects_are_there").offences())
          .singleElement()
          .satisfies(offence -> assertThat(offence.detail()).contains("tells no ETag"));
    } finally {
      for (String key : keys) {
        Files.delete(filled.file(key));
      }
      Files.delete(sound);
      filled.put(filled.one("SELECT archived_key FROM scout.files" + file(SOUND)), content);
    }
  }

  /** The record without store_id is no more rejected; it was, when bronze was marked. */
  @Test
  void accountsForWhatOtherPathsFind() throws Exception {
    String rejected = "SELECT sum(records_rejected_silver)::text FROM scout.files";
    String before = filled.one(rejected);
    filled.rebuild(Map.of("SCOUT_PATHS_STORE_ID", "store_id,device_id"));
    try {
      assertThat(filled.one(rejected)).isNotEqualTo(before);
      Filled.Report report = filled.verify(false, List.of());
      assertThat(report.passes()).as(report.toString()).isTrue();
    } finally {
      filled.rebuild(Map.of());
    }
    assertThat(filled.one(rejected)).isEqualTo(before);
  }

  /**
   * @param proof what must not pass
   * @param subject what must be named
   * @param recordNo the record that must be named, null if none can be
   */
  private record Tampering(String proof, String subject, Integer recordNo, String... statements) {
    @Override
    public String toString() {
      return proof + ": " + String.join("; ", statements);
    }
  }

  private static Tampering tampering(
      String proof, String subject, Integer recordNo, String... statements) {
    return new Tampering(proof, subject, recordNo, statements);
  }

  private static String fileOf(String key) {
    return " WHERE file_id = (SELECT file_id FROM scout.files WHERE object_key = '" + key + "')";
  }

  private static String file(String key) {
    return " WHERE object_key = '" + key + "'";
  }

  static Stream<Tampering> tamperings() {
    return Stream.of(
        tampering(
            "ledger_adds_up",
            SOUND,
            null,
            "ALTER TABLE scout.files DROP CONSTRAINT files_loaded_adds_up",
            "UPDATE scout.files SET records_unkeyed = records_unkeyed + 1" + file(SOUND)),
        tampering(
            "ledger_adds_up",
            SOUND,
            null,
            "ALTER TABLE scout.files DROP CONSTRAINT files_read_adds_up",
            "UPDATE scout.files SET records_read = records_read + 1" + file(SOUND)),
        tampering(
            "duplicates_have_a_twin",
            "again.json",
            null,
            "INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at,"
                + " status, sha256) VALUES (gen_random_uuid(), 'sample', 'again.json', 'e', 1,"
                + " now(), 'duplicate', 's')"),
        tampering(
            "records_are_all_there",
            SOUND,
            3,
            "DELETE FROM scout.bronze_edge_raw" + fileOf(SOUND) + " AND record_no = 3"),
        tampering(
            "records_are_all_there",
            REJECTS,
            null,
            "DELETE FROM scout.rejected_records" + fileOf(REJECTS) + " AND stage = 'bronze'"),
        tampering(
            "records_are_there_once",
            SOUND,
            2,
            "INSERT INTO scout.bronze_edge_raw (id, device_id, file_name, file_path, raw_data,"
                + " processing_status, created_at, file_id, record_no) SELECT gen_random_uuid(),"
                + " device_id, file_name, file_path, raw_data, processing_status, created_at,"
                + " file_id, record_no FROM scout.bronze_edge_raw"
                + fileOf(SOUND)
                + " AND record_no = 2"),
        tampering(
            "records_are_there_once",
            SOUND,
            99,
            "UPDATE scout.bronze_edge_raw SET record_no = 99"
                + fileOf(SOUND)
                + " AND record_no = 4"),
        tampering("bronze_belongs_to_files", SOUND, 1, "DELETE FROM scout.files" + file(SOUND)),
        tampering(
            "bronze_belongs_to_files",
            SOUND,
            1,
            "UPDATE scout.files SET bronze_created_at = bronze_created_at - interval '1 second'"
                + file(SOUND)),
        tampering(
            "bronze_states_match",
            ODD,
            null,
            "UPDATE scout.rejected_records SET record_no = 99"
                + fileOf(ODD)
                + " AND stage = 'silver' AND record_no = 2"),
        tampering(
            "bronze_states_match",
            SOUND,
            null,
            "UPDATE scout.files SET records_pending = 1, records_current = records_current - 1"
                + file(SOUND)),
        tampering(
            "silver_counts_match",
            SOUND,
            null,
            "DELETE FROM scout.silver_edge_transactions" + fileOf(SOUND) + " AND record_no = 5"),
        tampering(
            "silver_counts_match",
            ODD,
            null,
            "DELETE FROM scout.rejected_records" + fileOf(ODD) + " AND stage = 'silver'"),
        tampering(
            "silver_comes_from_bronze",
            SOUND,
            5,
            "UPDATE scout.silver_edge_transactions SET bronze_id = gen_random_uuid()"
                + fileOf(SOUND)
                + " AND record_no = 5"),
        tampering(
            "silver_comes_from_bronze",
            SOUND,
            98,
            "UPDATE scout.silver_edge_transactions SET record_no = 98"
                + fileOf(SOUND)
                + " AND record_no = 5"),
        tampering(
            "silver_comes_from_bronze",
            SOUND,
            6,
            "INSERT INTO scout.silver_superseded SELECT * FROM scout.silver_edge_transactions"
                + fileOf(SOUND)
                + " AND record_no = 6"),
        tampering(
            "latest_upload_wins",
            SOUND,
            null,
            "UPDATE scout.silver_superseded SET uploaded_at = now() + interval '1 day'",
            "UPDATE scout.silver_superseded SET file_id = (SELECT file_id FROM scout.files"
                + file(SOUND)
                + ")"),
        tampering(
            "latest_upload_wins",
            "till-0",
            null,
            "DELETE FROM scout.silver_edge_transactions s USING scout.silver_superseded l"
                + " WHERE s.transaction_id = l.transaction_id"),
        tampering(
            "gold_is_silver",
            "store linz-01, 2025-03-14",
            null,
            "UPDATE scout.gold_store_daily_summary SET total_revenue = total_revenue + 0.01"
                + " WHERE store_id = 'linz-01' AND transaction_date = '2025-03-14'"),
        tampering(
            "gold_is_silver",
            "store linz-01, 2025-03-14",
            null,
            "DELETE FROM scout.gold_store_daily_summary"
                + " WHERE store_id = 'linz-01' AND transaction_date = '2025-03-14'"),
        tampering(
            "gold_is_silver",
            "store linz-01, 2030-01-01",
            null,
            "UPDATE scout.gold_store_daily_summary SET transaction_date = '2030-01-01'"
                + " WHERE store_id = 'linz-01' AND transaction_date = '2025-03-14'"),
        tampering(
            "platinum_is_gold",
            "store linz-01, 2025-03-14",
            null,
            "UPDATE scout.platinum_store_features SET ma7_transactions = ma7_transactions + 1"
                + " WHERE store_id = 'linz-01' AND transaction_date = '2025-03-14'"),
        tampering(
            "platinum_is_gold",
            "store linz-01, 2025-03-14",
            null,
            "DELETE FROM scout.platinum_store_features"
                + " WHERE store_id = 'linz-01' AND transaction_date = '2025-03-14'"),
        tampering(
            "outboxes",
            "store s, 2025-03-14",
            null,
            "INSERT INTO scout.gold_outbox (store_id, transaction_date)"
                + " VALUES ('s', '2025-03-14')"),
        tampering(
            "outboxes",
            "store s, 2025-03-14",
            null,
            "INSERT INTO scout.platinum_outbox (store_id, transaction_date)"
                + " VALUES ('s', '2025-03-14')"),
        tampering(
            "pending_files",
            SOUND,
            null,
            "UPDATE scout.files SET silver_generation = NULL, updated_at = now() - interval '1 day'"
                + file(SOUND)),
        tampering(
            "archived_objects_are_there",
            SOUND,
            null,
            "UPDATE scout.files SET archived_key = 'scout/v1/bronze/processed/20250101/none.json'"
                + file(SOUND)),
        tampering(
            "archived_objects_are_known",
            Filled.PREFIX + "processed/",
            null,
            "DELETE FROM scout.files" + file(SOUND)),
        tampering(
            "archived_objects_are_there",
            SOUND,
            null,
            "UPDATE scout.files SET size_bytes = size_bytes + 1" + file(SOUND)),
        tampering(
            "archived_objects_are_there",
            SOUND,
            null,
            "UPDATE scout.files SET etag = 'e', sha256 = 's'" + file(SOUND)),
        tampering(
            "unmoved_objects_are_there",
            EMPTY,
            null,
            "UPDATE scout.files SET archived_key = NULL" + file(EMPTY)));
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void namesWhatIsNotAccountedFor(Tampering tampering) throws Exception {
    Filled.Report report = filled.verify(false, List.of(tampering.statements()));

    expect(report, tampering.proof(), tampering.subject(), tampering.recordNo());
  }

  private static void expect(Filled.Report report, String proof, String subject, Integer recordNo) {
    assertThat(report.passes()).isFalse();
    assertThat(report.proof(proof).offences())
        .as(report.toString())
        .anySatisfy(
            offence -> {
              assertThat(offence.subject()).contains(subject);
              if (recordNo != null) {
                assertThat(offence.recordNo()).isEqualTo(recordNo.longValue());
              }
            });
  }

  /** A declared table that is what its SELECT gives, then with these changes. */
  private static List<String> declared(String... changes) {
    String columns =
        "[{\"name\": \"store_id\", \"type\": \"text\"}, {\"name\": \"sales\", \"type\":"
            + " \"bigint\"}]";
    String query =
        "SELECT store_id, count(*) AS sales FROM silver_edge_transactions GROUP BY store_id";
    return Stream.concat(
            Stream.of(
                "SELECT scout.declare_model('gold_stores', 'stores', '%s', '{store_id}', '{}')"
                    .formatted(columns),
                "INSERT INTO scout.declarations (files, applied_by) VALUES ('{}', 'test')",
                ("INSERT INTO scout.models (model_name, layer, position, about, grain, slice,"
                        + " query, inputs, reads, columns, declaration_id, state, built) SELECT"
                        + " 'gold_stores', 'gold', 1, 'stores', '{store_id}', '{}', '%s',"
                        + " '{silver_edge_transactions}', '{silver_edge_transactions.store_id}',"
                        + " '%s', declaration_id, 'active', true FROM"
                        + " scout.declarations")
                    .formatted(query, columns),
                "INSERT INTO scout.gold_stores (store_id, sales) "
                    + query.replace("FROM ", "FROM scout.")),
            Stream.of(changes))
        .toList();
  }

  @Test
  void aDeclaredTableIsHeldAgainstItsSelect() throws Exception {
    Filled.Report sound = filled.verify(false, declared());
    assertThat(sound.passes()).as(sound.toString()).isTrue();

    Filled.Report wrong =
        filled.verify(
            false,
            declared("UPDATE scout.gold_stores SET sales = sales + 1 WHERE store_id = 'linz-01'"));
    expect(wrong, "models_are_their_selects", "gold_stores, linz-01", null);
    assertThat(wrong.proof("models_are_their_selects").offences().get(0).detail())
        .startsWith("the table, and what the SELECT gives: sales: ");
    assertThat(wrong.proof("models_are_their_selects").offenceCount()).isEqualTo(1);

    expect(
        filled.verify(
            false,
            declared(
                "UPDATE scout.models SET query = 'SELECT 1 / 0 AS sales'"
                    + " WHERE declaration_id IS NOT NULL")),
        "models_are_their_selects",
        "gold_stores",
        null);
  }

  @Test
  void aDeclaredTableThatWaitsIsANote() throws Exception {
    String damage = "DELETE FROM scout.gold_stores";
    for (String reason :
        List.of(
            "UPDATE scout.models SET state = 'held', problem = 'division by zero'"
                + " WHERE model_name = 'gold_stores'",
            "UPDATE scout.models SET built = false WHERE model_name = 'gold_stores'",
            "INSERT INTO scout.model_outbox (reader) VALUES ('gold_stores')")) {
      Filled.Report report = filled.verify(false, declared(damage, reason));
      assertThat(report.passes()).as(report.toString()).isTrue();
      assertThat(report.proof("models_are_their_selects").noteCount()).isEqualTo(1);
    }
  }

  @Test
  void otherPayloadsAndOtherCountsShowInADeepLook() throws Exception {
    Filled.Report report =
        filled.verify(
            true,
            List.of(
                "UPDATE scout.silver_edge_transactions SET full_payload = '{}'"
                    + fileOf(SOUND)
                    + " AND record_no = 5",
                "UPDATE scout.files SET records_read = 13, records_loaded = 13,"
                    + " records_pending = 1"
                    + file(SOUND)));

    expect(report, "payloads_are_unchanged", SOUND, 5);
    assertThat(report.proof("archived_objects_are_there").offences())
        .singleElement()
        .satisfies(
            offence -> {
              assertThat(offence.subject()).isEqualTo(SOUND);
              assertThat(offence.detail()).contains("12 records", "13");
            });
  }

  @Test
  void whereTheFileWasNotReadAsItIsTheBytesAloneAreCompared() throws Exception {
    String counts = "UPDATE scout.files SET records_read = 13, records_loaded = 13, ";
    String dialect = "records_pending = 1, dialect = '{\"nul_bytes\": 4}'" + file(SOUND);
    assertThat(
            filled
                .verify(true, List.of(counts + dialect))
                .proof("archived_objects_are_there")
                .offences())
        .isEmpty();
    expect(
        filled.verify(
            true, List.of("UPDATE scout.files SET sha256 = 's', dialect = '{}'" + file(SOUND))),
        "archived_objects_are_there",
        SOUND,
        null);
  }

  @Test
  void hiddenObjectsAreCountedAndNobodyIsAlarmed() throws Exception {
    String hidden = Filled.PREFIX + "till-01/._2025-03-14.json";
    filled.put(hidden, new byte[] {0, 5, 22, 7});
    try {
      Filled.Report report =
          filled.verify(
              false,
              List.of(
                  "INSERT INTO scout.sweeps (sweep_id, started_at, finished_at) VALUES"
                      + " (gen_random_uuid(), now() + interval '1 minute',"
                      + " now() + interval '2 minutes')"));
      assertThat(report.passes()).as(report.toString()).isTrue();
      assertThat(report.proof("inbox_is_known").noteCount()).isEqualTo(1);
      assertThat(report.result().counts())
          .containsEntry("objects_hidden", 2L)
          .containsEntry("objects_in_inbox", 1L);
      StringWriter words = new StringWriter();
      assertThat(filled.command(words, "verify")).as(words.toString()).isZero();
      assertThat(words.toString()).contains("2 objects are hidden").doesNotContain("._2025");
    } finally {
      filled.store.writer().delete(hidden, null);
    }
  }

  @Test
  void anotherEtagOfTheSameBytesIsAccountedFor() throws Exception {
    Filled.Report report =
        filled.verify(false, List.of("UPDATE scout.files SET etag = 'in-parts-2'" + file(SOUND)));

    assertThat(report.passes()).as(report.toString()).isTrue();
  }

  @Test
  void whatWaitsForAReasonIsANoteAndNoOffence() throws Exception {
    Filled.Report report =
        filled.verify(
            false,
            List.of(
                "UPDATE scout.files SET silver_generation = NULL, updated_at = now()" + file(SOUND),
                "INSERT INTO scout.gold_outbox (store_id, transaction_date)"
                    + " VALUES ('s', '2025-03-14')",
                "INSERT INTO scout.refreshes (refresh_id) VALUES (gen_random_uuid())"));

    assertThat(report.passes()).as(report.toString()).isTrue();
    assertThat(report.proof("pending_files").notes().get(0).subject()).isEqualTo(SOUND);
    assertThat(report.proof("outboxes").noteCount()).isEqualTo(1);
  }

  @Test
  void aLeftOverCopyOfAKnownFileIsANote() throws Exception {
    String at = filled.one("SELECT archived_key FROM scout.files" + file(SOUND));
    String left = Filled.PREFIX + "quarantine/20250101/till-01/2025-03-14.json";
    filled.store.copier().copy(filled.store.stat(at).orElseThrow(), left);
    try {
      Filled.Report report = filled.verify(false, List.of());
      assertThat(report.passes()).as(report.toString()).isTrue();
      assertThat(report.proof("archived_objects_are_known").notes().get(0).subject())
          .isEqualTo(left);
    } finally {
      filled.store.writer().delete(left, null);
    }
  }

  /** The copy's own key is cut: the key and its place together would be too long. */
  @Test
  void aLeftOverCopyUnderACutKeyIsANote() throws Exception {
    BucketLayout area = new BucketLayout("sample", Filled.PREFIX);
    String key = Filled.PREFIX + ("f".repeat(199) + "/").repeat(5) + "x.json";
    String left = area.quarantineKey(key, Instant.EPOCH);
    assertThat(left).doesNotEndWith("x.json");
    String at = filled.one("SELECT archived_key FROM scout.files" + file(SOUND));
    filled.store.copier().copy(filled.store.stat(at).orElseThrow(), left);
    try {
      Filled.Report report =
          filled.verify(
              false, List.of("UPDATE scout.files SET object_key = '" + key + "'" + file(SOUND)));
      assertThat(report.passes()).as(report.toString()).isTrue();
      assertThat(report.proof("archived_objects_are_known").notes().get(0).subject())
          .isEqualTo(left);
      expect(filled.verify(false, List.of()), "archived_objects_are_known", left, null);
    } finally {
      filled.store.writer().delete(left, null);
    }
  }

  @Test
  void aVanishedOrChangedObjectIsNamedByItsFile() throws Exception {
    String at = filled.one("SELECT archived_key FROM scout.files" + file(SOUND));
    byte[] content;
    try (var object = filled.store.open(at, null)) {
      content = object.body().readAllBytes();
    }
    try {
      filled.store.writer().delete(at, null);
      expect(filled.verify(false, List.of()), "archived_objects_are_there", SOUND, null);
      Filled.Report known =
          filled.verify(
              false,
              List.of(
                  "UPDATE scout.files SET reason = 'reprocess refused: OBJECT_GONE: nowhere'"
                      + file(SOUND)));
      assertThat(known.passes()).as(known.toString()).isTrue();
      assertThat(known.proof("archived_objects_are_there").notes())
          .extracting(note -> note.subject())
          .contains(SOUND);
      byte[] other = content.clone();
      other[other.length - 1]++;
      filled.put(at, other);
      expect(filled.verify(false, List.of()), "archived_objects_are_there", SOUND, null);
    } finally {
      filled.put(at, content);
    }
    assertThat(filled.verify(false, List.of()).passes()).isTrue();
  }

  @Test
  void anUploadThatASweepPassedOverIsNamed() throws Exception {
    String passedOver = Filled.PREFIX + "till-01/new.json";
    filled.put(passedOver, "{}".getBytes(StandardCharsets.UTF_8));
    try {
      Filled.Report waiting = filled.verify(false, List.of());
      assertThat(waiting.passes()).as(waiting.toString()).isTrue();
      assertThat(waiting.proof("inbox_is_known").noteCount()).isEqualTo(2);
      expect(
          filled.verify(
              false,
              List.of(
                  "INSERT INTO scout.sweeps (sweep_id, started_at, finished_at) VALUES"
                      + " (gen_random_uuid(), now() + interval '1 minute',"
                      + " now() - interval '2 hours')")),
          "inbox_is_known",
          passedOver,
          null);
    } finally {
      filled.store.writer().delete(passedOver, null);
    }
  }
}
