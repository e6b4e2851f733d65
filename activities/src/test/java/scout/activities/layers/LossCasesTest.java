package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.activities.ingest.OverwritePolicy;

/** What people are told of files as devices really write them: from the object to the alert. */
class LossCasesTest {
  private static final Path CASES = Path.of("src/test/cases");
  private static final Set<Integer> TOLD = Set.of(23, 25, 27, 28, 30, 31, 59, 61, 65);

  @TempDir Path folder;
  private LayerStage stage;
  private StoredLoader loader;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
    loader = new StoredLoader(stage, folder, OverwritePolicy.ADD);
  }

  @AfterEach
  void stop() throws IOException {
    loader.close();
    stage.close();
  }

  static Stream<JsonNode> cases() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    for (String line : Files.readAllLines(CASES.resolve("expected.jsonl"))) {
      JsonNode one = new ObjectMapper().readTree(line);
      if (TOLD.contains(one.get("n").asInt())) {
        cases.add(one);
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theAlertNamesTheCause(JsonNode one) throws IOException {
    String name = one.get("name").asText();
    for (JsonNode file : one.get("files")) {
      loader.upload(
          key(name, file.asText()), Files.readAllBytes(CASES.resolve(name).resolve(file.asText())));
    }
    stage.refresh();
    List<String> kinds = kinds();
    List<String> must = new ArrayList<>();
    List<String> may = new ArrayList<>();
    one.get("expect").get("alerts").forEach(kind -> add(kind.asText(), must, may));
    assertThat(kinds).containsAll(must);
    must.addAll(may);
    assertThat(must).containsAll(kinds);
    String said =
        String.join(" ", messages()).replace(key(name, one.get("files").get(0).asText()), "");
    for (JsonNode words : one.get("expect").get("say")) {
      String alternatives = words.asText();
      assertThat(Arrays.stream(alternatives.split("\\|", -1)).anyMatch(word -> says(said, word)))
          .as("%s in %s", alternatives, said)
          .isTrue();
    }
  }

  private static void add(String kind, List<String> must, List<String> may) {
    (kind.endsWith("?") ? may : must).add(kind.replace("?", ""));
  }

  private static boolean says(String said, String word) {
    return word.startsWith("=")
        ? said.contains(word.substring(1))
        : said.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
  }

  private static String key(String device, String file) {
    return "scout/v1/bronze/" + device + "/" + file;
  }

  private List<String> kinds() {
    return stage.texts(
        "SELECT kind FROM scout.alerts WHERE resolved_at IS NULL"
            + " AND kind IN ('file_lost', 'field_gone', 'ids_shared', 'quarantined_file')");
  }

  private List<String> messages() {
    return stage.texts(
        "SELECT message FROM scout.alerts WHERE resolved_at IS NULL"
            + " AND kind IN ('file_lost', 'field_gone', 'ids_shared', 'quarantined_file')");
  }

  private List<String> alerts() {
    return stage.texts(
        "SELECT concat_ws(' ', kind, subject, severity, times_seen, revision,"
            + " CASE WHEN resolved_at IS NULL THEN 'open' ELSE 'over' END) FROM scout.alerts"
            + " WHERE kind IN ('file_lost', 'field_gone', 'ids_shared') ORDER BY kind, subject");
  }

  private void upload(String till, int day, String time, String id) {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      records.add(
          """
          {"device_id": "%s", "%s": "%s-%d-%d", "store_id": "S", "timestamp": "%s", "amount": 1}\
          """
              .formatted(till, id, till, day, i, time));
    }
    // Files of one second follow one another by their keys.
    String file = String.format(Locale.ROOT, "%02d.jsonl", day);
    loader.upload(key(till, file), String.join("\n", records).getBytes(StandardCharsets.UTF_8));
  }

  private void fiveGoodDays() {
    for (int day = 1; day <= 5; day++) {
      for (String till : List.of("till-1", "till-2", "till-3", "till-4")) {
        upload(till, day, "2025-06-10T08:00:00Z", "transaction_id");
      }
    }
    stage.refresh();
    assertThat(alerts()).isEmpty();
  }

  /** Situation 102, first part. */
  @Test
  void aDevicesUpdateChangesItsTimeFormat() {
    fiveGoodDays();
    upload("till-1", 6, "05/10/2026 2:15:00 PM", "transaction_id");
    stage.refresh();
    assertThat(alerts()).containsExactly("file_lost till-1 critical 1 1 open");
    for (int day = 7; day <= 17; day++) {
      upload("till-1", day, "05/10/2026 2:15:00 PM", "transaction_id");
      upload("till-2", day, "2025-06-10T08:00:00Z", "transaction_id");
      if (day % 4 == 0) {
        stage.refresh();
      }
    }
    stage.refresh();
    assertThat(alerts()).containsExactly("file_lost till-1 critical 12 1 open");
    assertThat(messages().get(0))
        .contains(key("till-1", "17.jsonl"), "99/99/9999 9:99:99 AA", "./scout fit");
    assertThat(stage.value("SELECT count(*) FROM scout.files WHERE records_lost > 0"))
        .isEqualTo("12");
    upload("till-1", 18, "2025-06-10T08:00:00Z", "transaction_id");
    stage.refresh();
    assertThat(alerts()).containsExactly("file_lost till-1 critical 12 1 over");
  }

  /** Situation 102, second part. */
  @Test
  void aDevicesUpdateChangesItsNames() {
    fiveGoodDays();
    for (int day = 6; day <= 17; day++) {
      upload("till-1", day, "2025-06-10T08:00:00Z", "bonNummer");
      upload("till-3", day, "2025-06-10T08:00:00Z", "transaction_id");
      stage.refresh();
    }
    assertThat(alerts())
        .containsExactly(
            "field_gone till-1 warning 12 1 open", "file_lost till-1 critical 12 1 open");
    assertThat(String.join(" ", messages()))
        .contains("lack transaction_id", "they have bonNummer", "Since the upload of ");
    upload("till-1", 18, "2025-06-10T08:00:00Z", "transaction_id");
    stage.refresh();
    assertThat(alerts())
        .containsExactly(
            "field_gone till-1 warning 12 1 over", "file_lost till-1 critical 12 1 over");
  }
}
