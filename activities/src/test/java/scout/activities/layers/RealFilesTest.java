package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.activities.ingest.OverwritePolicy;

/**
 * Every file of {@code src/test/cases} gives what its line of {@code expected.jsonl} says. All are
 * uploaded, loaded and archived, then one refresh takes them. What each gave is written to {@code
 * target/real-files.md}.
 */
class RealFilesTest {
  private static final Path TABLE = Path.of("target/real-files.md");

  @TempDir static Path folder;
  private static LayerStage stage;
  private static StoredLoader loader;
  private static final Map<String, String> TABLE_ROWS = new TreeMap<>();

  @BeforeAll
  static void refreshAll() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
    loader = new StoredLoader(stage, folder, OverwritePolicy.ADD);
    for (RealFile each : RealFile.all()) {
      loader.settings(each.settings());
      for (String file : each.files()) {
        loader.drop(each.device() + "/" + file, each.content(file));
      }
    }
    stage.refresh();
  }

  @AfterAll
  static void writeTable() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| case | status | read | loaded | rejected | lost | transactions | alerts | dialect |");
    lines.add("|---|---|---|---|---|---|---|---|---|");
    lines.addAll(TABLE_ROWS.values());
    Files.write(TABLE, lines);
    stage.close();
    loader.close();
  }

  static Stream<RealFile> cases() throws IOException {
    return RealFile.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesWhatItMust(RealFile each) throws IOException {
    note(each);
    List<String> wrong = new ArrayList<>();
    if (each.expect() != null) {
      each.expect()
          .get("files")
          .properties()
          .forEach(file -> file(each, file.getKey(), file.getValue(), wrong));
      layers(each, wrong);
      alerts(each, wrong);
    }
    everyCase(each, wrong);
    assertThat(wrong).isEmpty();
  }

  private static String key(RealFile each, String file) {
    return StoredLoader.PREFIX + each.device() + "/" + file;
  }

  private static void file(RealFile each, String file, JsonNode wanted, List<String> wrong) {
    List<Map<String, Object>> rows =
        stage.rows(
            "SELECT file_id, status, records_read, records_loaded, records_rejected, reason,"
                + " dialect::text AS dialect, field_nulls::text AS field_nulls"
                + " FROM scout.files WHERE object_key = ?",
            key(each, file));
    if (wanted.get("status").asText().equals("unsupported")) {
      check(wrong, file + " is in the ledger", rows.isEmpty());
      check(wrong, file + " was moved", loader.holds(key(each, file)));
      return;
    }
    if (rows.isEmpty()) {
      wrong.add(file + " is not in the ledger");
      return;
    }
    Map<String, Object> row = rows.get(0);
    for (String member : List.of("status", "read", "loaded", "rejected")) {
      String column = member.equals("status") ? member : "records_" + member;
      String actual = String.valueOf(row.get(column));
      if (!RealFile.allows(wanted.get(member), actual)) {
        wrong.add(
            "%s: %s is %s, not %s; %s"
                .formatted(file, member, actual, wanted.get(member), row.get("reason")));
      }
    }
    code(file, row, wanted.get("code"), wrong);
    if (wanted.path("dialect").asBoolean()) {
      check(wrong, file + " has no dialect", row.get("dialect") != null);
    }
    fieldNulls(file, row, wanted.path("field_nulls"), wrong);
  }

  private static void code(
      String file, Map<String, Object> row, JsonNode wanted, List<String> wrong) {
    if (wanted == null || wanted.isNull()) {
      return;
    }
    List<String> codes =
        stage.texts(
            "SELECT DISTINCT code FROM scout.rejected_records WHERE file_id = ?",
            row.get("file_id"));
    String reason = String.valueOf(row.get("reason"));
    if (!reason.startsWith(wanted.asText() + ":") && !codes.contains(wanted.asText())) {
      wrong.add("%s: %s is not in %s, nor in '%s'".formatted(file, wanted, codes, reason));
    }
  }

  private static void fieldNulls(
      String file, Map<String, Object> row, JsonNode wanted, List<String> wrong) {
    JsonNode actual;
    try {
      actual = new ObjectMapper().readTree((String) row.get("field_nulls"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    wanted
        .properties()
        .forEach(
            field -> {
              if (actual.path(field.getKey()).asLong() != field.getValue().asLong()) {
                wrong.add("%s: field_nulls is %s, not %s".formatted(file, actual, wanted));
              }
            });
  }

  private static void layers(RealFile each, List<String> wrong) {
    String transactions =
        stage.value(
            "SELECT count(*) FROM scout.silver_edge_transactions s JOIN scout.files f USING"
                + " (file_id) WHERE f.object_key LIKE ?",
            key(each, "%"));
    if (!RealFile.allows(each.expect().get("transactions"), transactions)) {
      wrong.add(
          "transactions: %s, not %s".formatted(transactions, each.expect().get("transactions")));
    }
    JsonNode revenue = each.expect().get("revenue");
    if (revenue == null || revenue.isNull()) {
      return;
    }
    Map<String, String> actual = new TreeMap<>();
    stage
        .rows(
            "SELECT store_id, sum(total_revenue) AS revenue FROM scout.gold_store_daily_summary"
                + " WHERE store_id IN (SELECT s.store_id FROM scout.silver_edge_transactions s"
                + " JOIN scout.files f USING (file_id) WHERE f.object_key LIKE ?)"
                + " GROUP BY store_id",
            key(each, "%"))
        .forEach(
            row -> actual.put((String) row.get("store_id"), String.valueOf(row.get("revenue"))));
    TreeSet<String> stores = new TreeSet<>();
    revenue.fieldNames().forEachRemaining(stores::add);
    boolean same = stores.equals(actual.keySet());
    for (String store : stores) {
      JsonNode sum = revenue.get(store);
      same &=
          sum.isNull() ? "null".equals(actual.get(store)) : RealFile.allows(sum, actual.get(store));
    }
    check(wrong, "revenue: %s, not %s".formatted(actual, revenue), same);
  }

  /** The open alerts of the case: kind to message. */
  private static Map<String, String> open(RealFile each) {
    Map<String, String> open = new TreeMap<>();
    stage
        .rows(
            "SELECT kind, string_agg(message, ' // ') AS message, count(*) AS n FROM scout.alerts"
                + " WHERE resolved_at IS NULL AND (subject = ? OR subject LIKE ?)"
                + " AND kind IN ('file_lost', 'field_gone', 'ids_shared', 'quarantined_file')"
                + " GROUP BY kind",
            each.device(),
            key(each, "%"))
        .forEach(
            row ->
                open.put(
                    row.get("kind") + (row.get("n").equals(1L) ? "" : " twice"),
                    (String) row.get("message")));
    return open;
  }

  private static void alerts(RealFile each, List<String> wrong) {
    JsonNode wanted = each.expect().get("alerts");
    Map<String, String> open = open(each);
    if (wanted != null && !wanted.isNull()) {
      TreeSet<String> left = new TreeSet<>(open.keySet());
      for (JsonNode alert : wanted) {
        List<String> kinds = List.of(alert.asText().replace("?", "").split("[|]"));
        boolean there = left.removeAll(kinds);
        check(wrong, "no alert " + alert + " among " + open, there || alert.asText().endsWith("?"));
      }
      check(wrong, "alerts that should not be: " + left + " " + open, left.isEmpty());
    }
    String said = String.join("\n", open.values()) + "\n" + String.join("\n", reasons(each));
    for (String file : each.files()) {
      said = said.replace(key(each, file), "").replace(file, "");
    }
    said = said.replace(each.device(), "");
    for (JsonNode say : each.expect().get("say")) {
      boolean exact = say.asText().startsWith("=");
      String words = exact ? say.asText().substring(1) : say.asText().toLowerCase(Locale.ROOT);
      String text = exact ? said : said.toLowerCase(Locale.ROOT);
      check(
          wrong,
          "'%s' is not said in: %s".formatted(say.asText(), said),
          Stream.of(words.split("[|]")).anyMatch(text::contains));
    }
  }

  private static List<String> reasons(RealFile each) {
    return stage.texts(
        "SELECT reason FROM scout.files WHERE reason IS NOT NULL AND object_key LIKE ?",
        key(each, "%"));
  }

  private static void everyCase(RealFile each, List<String> wrong) {
    List<String> broken =
        stage.texts(
            "SELECT concat_ws(' ', object_key, status) FROM scout.files WHERE object_key LIKE ? AND"
                + " (records_pending > 0 OR status = 'archived'"
                + "  AND records_read <> records_loaded + records_rejected)",
            key(each, "%"));
    check(wrong, "does not add up: " + broken, broken.isEmpty());
    Map<String, String> open = open(each);
    boolean noneQuarantined =
        stage
            .value(
                "SELECT count(*) FROM scout.files WHERE object_key LIKE ? AND status ="
                    + " 'quarantined'",
                key(each, "%"))
            .equals("0");
    check(
        wrong,
        "quarantined without an alert",
        noneQuarantined || open.containsKey("quarantined_file"));
    String critical =
        stage.value(
            "SELECT CASE WHEN sum(records_current + records_superseded) = 0 THEN 'critical' ELSE"
                + " 'any' END FROM scout.files WHERE object_key LIKE ? AND records_loaded > 0 AND"
                + " records_unkeyed + records_rejected_silver > 0.1 * records_loaded HAVING"
                + " count(*) > 0",
            key(each, "%"));
    if (critical != null) {
      String severity =
          stage.value(
              "SELECT severity FROM scout.alerts WHERE kind = 'file_lost' AND resolved_at IS NULL"
                  + " AND subject = ?",
              each.device());
      check(
          wrong,
          "file_lost is " + severity + ", should be " + critical,
          severity != null && (critical.equals("any") || critical.equals(severity)));
    }
  }

  private static void note(RealFile each) {
    for (String file : each.files()) {
      String row =
          stage.value(
              "SELECT concat_ws(' | ', status, records_read, records_loaded, records_rejected,"
                  + " records_lost, records_current + records_superseded)"
                  + " FROM scout.files WHERE object_key = ?",
              key(each, file));
      String dialect =
          stage.value(
              "SELECT dialect::text FROM scout.files WHERE object_key = ?", key(each, file));
      TABLE_ROWS.put(
          each.device() + "/" + file,
          "| %s | %s | %s | %s |"
              .formatted(
                  each.device() + "/" + file,
                  row == null ? "left in place | – | – | – | – | –" : row,
                  String.join(", ", open(each).keySet()),
                  dialect == null ? "–" : "`" + dialect + "`"));
    }
  }

  private static void check(List<String> wrong, String what, boolean holds) {
    if (!holds) {
      wrong.add(what);
    }
  }
}
