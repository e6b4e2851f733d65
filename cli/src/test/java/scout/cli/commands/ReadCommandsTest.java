package scout.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.cli.terminal.CommandFailure;
import scout.schema.SqlFile;
import scout.schema.WatchedDatabase;

class ReadCommandsTest {
  private static final String KEY = "scout/v1/bronze/till-01/a\nb.json";
  private static final UUID FILE = UUID.fromString("00000000-0000-7000-8000-000000000001");

  @TempDir static Path home;
  private static WatchedDatabase database;
  private static Shell shell;

  @BeforeAll
  static void start() throws Exception {
    database = WatchedDatabase.start();
    Map<String, String> environment = new HashMap<>(database.settings());
    environment.put("SCOUT_HOME", home.toString());
    shell = new Shell(environment);
    database
        .owner()
        .useHandle(
            handle -> {
              handle
                  .createUpdate(
                      "INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id,"
                          + " size_bytes, uploaded_at, status, generation, silver_generation,"
                          + " records_read, records_loaded, records_rejected, records_current,"
                          + " loaded_at, archived_key, field_nulls, values_unfit) VALUES (:id,"
                          + " 'sample', :key, 'e1', 'till-01', 10, '2025-03-14T08:00Z',"
                          + " 'archived', 1, 1, 3, 2, 1, 2, now(), 'elsewhere',"
                          + " '{\"timestamp\": 1}', '{\"amount\": 2}')")
                  .bind("id", FILE)
                  .bind("key", KEY)
                  .execute();
              handle
                  .createUpdate(
                      "INSERT INTO scout.rejected_records (file_id, stage, record_no, byte_offset,"
                          + " code, message) VALUES (:id, 'bronze', 2, 17, 'INVALID_JSON', 'no')")
                  .bind("id", FILE)
                  .execute();
              handle
                  .createUpdate(
                      "INSERT INTO scout.silver_edge_transactions (bronze_id, device_id, file_name,"
                          + " transaction_id, store_id, transaction_timestamp, full_payload,"
                          + " ingested_at, file_id, record_no, uploaded_at, transaction_date)"
                          + " VALUES (gen_random_uuid(), 'till-01', 'a', 't1', 'linz-01',"
                          + " '2025-03-14T08:00Z', '{}', now(), :id, 1, now(), '2025-03-14')")
                  .bind("id", FILE)
                  .execute();
              handle.execute(
                  "INSERT INTO scout.alerts (fingerprint, kind, subject, message, resolved_at)"
                      + " VALUES ('a', 'partition', 's', 'open one', NULL),"
                      + " ('b', 'partition', 's', 'closed one', now())");
            });
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @Test
  void everyStatementRunsAsTheWatchRole() throws Exception {
    Map<String, Object> parameters = new HashMap<>();
    for (String name :
        new String[] {"status", "device", "from", "to", "requests", "file_id", "refresh_id"}) {
      parameters.put(name, null);
    }
    parameters.put("since", OffsetDateTime.parse("2025-01-01T00:00Z"));
    parameters.put("bucket", "sample");
    parameters.put("key", KEY);
    parameters.put("all", true);
    parameters.put("lost", true);
    parameters.put("limit", 10);
    parameters.put("days", 7);
    parameters.put("table", "gold_store_daily_summary");
    parameters.put("name", "quarantined_file");
    TargetStack stack = TargetStack.find(new HashMap<>(database.settings()));
    try (ReadSide reads = ReadSide.open(stack)) {
      for (var statement : SqlFile.load(ReadSide.class, "/scout/cli/reads.sql").all().entrySet()) {
        Map<String, Object> used = new HashMap<>(parameters);
        used.keySet().removeIf(name -> !statement.getValue().contains(":" + name));
        assertThat(reads.rows(statement.getKey(), used)).as(statement.getKey()).isNotNull();
      }
    }
  }

  @Test
  void listsFilesWithoutLettingAKeyBreakTheLine() {
    Shell.Answer answer = shell.run("files", "--device", "till-01", "--status", "archived");

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out().lines()).hasSize(2);
    assertThat(answer.out()).contains("a\\nb.json", "archived", "2025-03-14 08:00:00Z");
  }

  @Test
  void listsFilesAsJsonWithTheWholeKey() throws Exception {
    JsonNode files = new ObjectMapper().readTree(shell.run("files", "--json").out());

    assertThat(files).hasSize(1);
    assertThat(files.get(0).get("object_key").asText()).isEqualTo(KEY);
    assertThat(files.get(0).get("records_read").isNumber()).isTrue();
    assertThat(files.get(0).get("uploaded_at").asText()).isEqualTo("2025-03-14T08:00:00Z");
  }

  @Test
  void saysWhoUsesWhat() throws Exception {
    Shell.Answer answer = shell.run("usage", "--days", "10000");

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .contains("till-01", "silver_edge_transactions", "pg_stat_statements is not loaded");
    JsonNode usage = new ObjectMapper().readTree(shell.run("usage", "--json").out());
    assertThat(usage.at("/disk/0/bytes").asLong()).isPositive();
    assertThat(usage.get("devices")).isEmpty();
  }

  @Test
  void refusesAStatusThatDoesNotExist() {
    Shell.Answer answer = shell.run("files", "--status", "archvied");

    assertThat(answer.exitCode()).isEqualTo(CommandFailure.WRONG_USAGE);
    assertThat(answer.err()).contains("archvied", "quarantined");
  }

  @Test
  void datesNoLaterAttemptAndSumsNothingThatWasNotLoaded() {
    ledger(
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at,"
            + " status, attempt, records_read, quarantined_at, archived_at, archived_key,"
            + " discarded_at) VALUES (gen_random_uuid(), 'sample', 'torn.json', 'e1', 10,"
            + " '2025-03-14T08:00Z', 'discarded', 3, 33, now(), now(),"
            + " 'quarantine/20250314/torn.json', now())");

    Shell.Answer answer = shell.run("file", "torn.json");

    ledger("DELETE FROM scout.files WHERE object_key = 'torn.json'");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .contains("first claimed", "moved to quarantine", "attempt 3 was the latest")
        .contains("read 33, rejected 0; nothing of it was loaded")
        .doesNotContain("archived", "= loaded", "lost");
  }

  @Test
  void callsALoadedFileArchivedThoughItWasDiscardedLater() {
    ledger(
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at,"
            + " status, attempt, loaded_at, archived_at, archived_key, discarded_at) VALUES"
            + " (gen_random_uuid(), 'sample', 'twice.json', 'e2', 10, '2025-03-14T08:00Z',"
            + " 'discarded', 2, now(), now(), 'processed/20250314/twice.json', now())");

    Shell.Answer answer = shell.run("file", "twice.json");

    ledger("DELETE FROM scout.files WHERE object_key = 'twice.json'");
    assertThat(answer.out()).contains("  archived").doesNotContain("moved");
  }

  private static void ledger(String sql) {
    database.owner().useHandle(handle -> handle.execute(sql));
  }

  @Test
  void tellsAFilesStory() {
    Shell.Answer answer = shell.run("file", KEY);

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .contains("read 3 = loaded 2 + rejected 1", "INVALID_JSON", "linz-01", "elsewhere");
  }

  @Test
  void callsReprocessingByOneWord() {
    change("UPDATE scout.files SET replayed_at = now()");
    try {
      assertThat(shell.run("file", KEY).out()).contains("reprocessed").doesNotContain("replayed");
    } finally {
      change("UPDATE scout.files SET replayed_at = NULL");
    }
  }

  @Test
  void tellsAFilesStoryAsJson() throws Exception {
    JsonNode versions = new ObjectMapper().readTree(shell.run("file", KEY, "--json").out());

    assertThat(versions).hasSize(1);
    assertThat(versions.get(0).at("/rejected/0/byte_offset").asInt()).isEqualTo(17);
    assertThat(versions.get(0).at("/store_days/0/transaction_date").asText())
        .isEqualTo("2025-03-14");
  }

  @Test
  void filesThatLostRecordsAreListedAndSaidByFile() throws Exception {
    assertThat(shell.run("files", "--lost").out()).contains("No file has lost a record.");
    change(
        "UPDATE scout.files SET records_current = 1, records_unkeyed = 1, records_lost = 1,"
            + " field_nulls = '{\"amount\": 2}', dialect = '{\"delimiter\": \"|\"}'");
    try {
      assertThat(shell.run("files", "--lost").out())
          .contains("transactions", "lost", "ids shared", "till-01");
      JsonNode file =
          new ObjectMapper().readTree(shell.run("files", "--lost", "--json").out()).get(0);
      assertThat(file.get("transactions").asInt()).isOne();
      assertThat(file.get("records_lost").asInt()).isOne();
      assertThat(shell.run("file", KEY).out())
          .contains(
              "transactions 1, lost 1 = unkeyed 1 + rejected by silver 0 + overridden 0",
              "lacking: amount 2",
              "read as: delimiter |");
      JsonNode version = new ObjectMapper().readTree(shell.run("file", KEY, "--json").out());
      assertThat(version.at("/0/field_nulls/amount").asInt()).isEqualTo(2);
      assertThat(version.at("/0/dialect/delimiter").asText()).isEqualTo("|");
    } finally {
      change(
          "UPDATE scout.files SET records_current = 2, records_unkeyed = 0, records_lost = 0,"
              + " field_nulls = '{}', dialect = NULL");
    }
  }

  private static void change(String statement) {
    database.owner().useHandle(handle -> handle.execute(statement));
  }

  @Test
  void saysThatAKeyIsUnknown() {
    Shell.Answer answer = shell.run("file", "till-01/a.json");

    assertThat(answer.exitCode()).isEqualTo(CommandFailure.FAILED);
    assertThat(answer.err()).contains("till-01/a.json", "full object key");
    assertThat(answer.err().lines()).hasSize(1);
  }

  @Test
  void statusTellsOfPayloadKeysThatCameLater() throws Exception {
    database
        .owner()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO scout.payload_keys (key, count, example_file, first_seen)"
                        + " VALUES ('amount', 9, ?, now() - interval '3 days'),"
                        + " ('tip', 2, ?, now())",
                    FILE,
                    FILE));
    TargetStack stack = TargetStack.find(new HashMap<>(database.settings()));
    try (ReadSide reads = ReadSide.open(stack)) {
      assertThat(reads.rows("new_payload_keys", Map.of()))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.text("key")).isEqualTo("tip");
                assertThat(row.text("example_file")).isEqualTo(KEY);
              });
    }
    Map<String, String> environment = new HashMap<>(database.settings());
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    JsonNode status =
        new ObjectMapper().readTree(new Shell(environment).run("status", "--json").out());
    assertThat(status.at("/new_payload_keys/0/key").asText()).isEqualTo("tip");
  }

  @Test
  void listsOpenAlertsAndOnRequestAll() {
    assertThat(shell.run("alerts").out()).contains("open one").doesNotContain("closed one");
    assertThat(shell.run("alerts", "--all").out()).contains("open one", "closed one");
  }

  @Test
  void mutesNoAlertForEver() {
    Shell.Answer answer = shell.run("alerts", "mute", "1", "--hours", "721");
    assertThat(answer.exitCode()).isEqualTo(CommandFailure.WRONG_USAGE);
    assertThat(answer.err()).contains("for 1 to 720 hours");
    assertThat(shell.run("alerts", "ack", "1", "--reason", "r".repeat(501)).err())
        .contains("at most 500 characters");
  }

  @Test
  void listsTheChecks() throws Exception {
    JsonNode checks = new ObjectMapper().readTree(shell.run("checks", "--json").out());

    assertThat(checks.findValuesAsText("check_name"))
        .contains("bronze_completeness", "gold_accuracy", "silver_freshness");
  }

  @Test
  void needsSomethingToConnectTo() {
    Shell.Answer answer = new Shell(Map.of("SCOUT_HOME", home.toString())).run("files");

    assertThat(answer.exitCode()).isEqualTo(CommandFailure.UNREACHABLE);
    assertThat(answer.err()).contains("./scout up").contains("SCOUT_DB_URL");
    assertThat(answer.err().lines()).hasSize(1);
  }

  @Test
  void saysThatTheDatabaseIsDown() {
    Map<String, String> wrong = new HashMap<>(database.settings());
    wrong.put("SCOUT_DB_URL", "jdbc:postgresql://127.0.0.1:1/postgres");
    Shell.Answer answer = new Shell(wrong).run("files");

    assertThat(answer.exitCode()).isEqualTo(CommandFailure.UNREACHABLE);
    assertThat(answer.err().lines()).hasSize(1);
  }

  @Test
  void modelsAreListedAndShown() throws Exception {
    Shell.Answer listed = shell.run("models");
    assertThat(listed.exitCode()).as(listed.err()).isZero();
    assertThat(listed.out()).contains("silver_edge_transactions", "platinum_store_features");

    Shell.Answer shown = shell.run("models", "show", "platinum_store_features", "--json");
    JsonNode sections = new ObjectMapper().readTree(shown.out());
    assertThat(sections.get("models").get(0).get("reads").asText())
        .isEqualTo("gold_store_daily_summary");
    assertThat(sections.get("model_columns").get(0).get("meaning").asText()).isNotBlank();
    assertThat(sections.get("model_lineage")).hasSize(4);
    assertThat(sections.get("model_fields")).isEmpty();

    shown = shell.run("models", "show", "silver_edge_transactions", "--json");
    JsonNode fields = new ObjectMapper().readTree(shown.out()).get("model_fields");
    assertThat(fields).hasSize(7);
    assertThat(fields.get(0).get("field").asText()).isEqualTo("transaction_timestamp");
    assertThat(fields.get(0).get("share").asText()).isEqualTo("50.0 %");
    assertThat(fields.get(1).get("field").asText()).isEqualTo("amount");
    assertThat(fields.get(1).get("unfit").asInt()).isEqualTo(2);

    assertThat(shell.run("models", "show", "gold_none").exitCode())
        .isEqualTo(CommandFailure.FAILED);
    assertThat(shell.run("models", "show").exitCode()).isEqualTo(CommandFailure.WRONG_USAGE);
    assertThat(shell.run("models", "go").exitCode()).isEqualTo(CommandFailure.WRONG_USAGE);
    assertThat(shell.run("models", "plan").err()).contains("SCOUT_MODELS names no folder");
  }
}
