package scout.local.fit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.activities.TestDatabase;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/** Where no setting helps, none is proposed, and the look says why. */
class UnreadAdviceTest {
  private static final String RECORD =
      "{\"transaction_id\":\"A-%d\",\"store_id\":\"S\",\"timestamp\":%s,\"amount\":%s}\n";
  private static final String TIME = "\"2026-10-05T10:00:00Z\"";

  private static TestDatabase database;
  private static Handle handle;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws Exception {
    database = TestDatabase.create();
    DatabaseSettings transform = database.settings(DatabaseRole.TRANSFORM);
    handle = Jdbi.open(transform.url(), transform.user(), transform.password());
  }

  @AfterAll
  static void close() {
    handle.close();
    database.close();
  }

  @Test
  void theUploadsTimeStandsForNoTimeThatIsThere() throws Exception {
    FitReport quoted =
        look(
            "day.csv",
            """
            'transaction_id','store_id','timestamp','amount'
            'A-1','S','2026-10-05T10:00:00Z','1.00'
            'A-2','S','2026-10-05T10:01:00Z','2.00'
            """);
    assertThat(settings(quoted)).noneMatch(line -> line.startsWith("SCOUT_TIME_FALLBACK"));
    assertThat(advice(quoted))
        .contains("'timestamp': 2 different values such as '2026-10-05T10:00:00Z', no time");
    FitReport listed =
        look("day.jsonl", RECORD.formatted(1, "[2026,10,5]", 1) + RECORD.formatted(2, "[]", 2));
    assertThat(settings(listed)).isEmpty();
    assertThat(advice(listed)).contains("timestamp[] holds a list in place of a time");
  }

  @Test
  void aPathIntoAnObjectStandsBeforeThatOfTheObject() throws Exception {
    FitReport report =
        look(
            "day.jsonl",
            RECORD.formatted(1, TIME, 1.5)
                + RECORD.formatted(2, TIME, "{\"value\":2.5}")
                + RECORD.formatted(3, TIME, "{\"value\":3.5}"));
    assertThat(settings(report)).containsExactly("SCOUT_PATHS_AMOUNT=amount.value,amount");
    assertThat(report.after().transactions()).isEqualTo(3);
    assertThat(report.after().lacking()).doesNotContainKey("amount");
  }

  @Test
  void footersAreNoShortRows() throws Exception {
    FitReport report =
        look(
            "day.csv",
            """
            transaction_id,store_id,timestamp,amount
            A-1,S,2026-10-05T10:00:00Z,1.00
            A-2,S,2026-10-05T10:01:00Z,2.00
            TOTAL
            (2 rows)
            """);
    assertThat(settings(report)).isEmpty();
    assertThat(report.after().lost()).isZero();
  }

  @Test
  void recordsMayLieDeepInAPage() throws Exception {
    String sales = RECORD.formatted(1, TIME, 1) + "," + RECORD.formatted(2, TIME, 2);
    FitReport report = look("day.json", "{\"result\":{\"answer\":{\"sales\":[" + sales + "]}}}");
    assertThat(settings(report)).containsExactly("SCOUT_RECORDS_AT=result.answer.sales");
    assertThat(report.after().transactions()).isEqualTo(2);
  }

  @Test
  void noPathLeadsThroughAKey() throws Exception {
    String first = "\"A-101\":" + RECORD.formatted(1, TIME, 1);
    String second = "\"A-102\":" + RECORD.formatted(2, TIME, 2);
    for (String sales : List.of(first, first + "," + second)) {
      FitReport report = look("day.json", "{\"ok\":true,\"data\":{" + sales + "}}");
      assertThat(settings(report)).isEmpty();
      assertThat(advice(report)).contains("data holds objects under keys of their own");
    }
    FitReport top = look("day.json", "{\"ok\":true," + first + "," + second + "}");
    assertThat(settings(top)).isEmpty();
    assertThat(advice(top)).contains("The record holds objects under keys of their own");
  }

  @Test
  void aNameWithADigitIsNoKey() throws Exception {
    String sale = RECORD.formatted(1, TIME, 1).strip();
    for (String name : List.of("sale_v2", "card1")) {
      FitReport report = look("day.jsonl", "{\"" + name + "\":" + sale + "}\n");
      assertThat(settings(report)).contains("SCOUT_PATHS_AMOUNT=amount," + name + ".amount");
    }
    FieldScan taxes = new FieldScan();
    taxes.take(
        new ObjectMapper()
            .readTree("{\"tax7\":{\"net\":1,\"vat\":2},\"tax19\":{\"net\":3,\"vat\":4}}"),
        null);
    assertThat(taxes.fields())
        .extracting(ScannedField::path)
        .containsExactly("tax7.net", "tax7.vat", "tax19.net", "tax19.vat");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-10-05T10:00:00+08:00[Asia/Manila]\"', 1, timestamp: 1 value such as 2026, no time",
    "46300.4218, 1, timestamp: 1 value such as 46300.4218, no time that Scout reads",
    "'\"/Date(1791165600000)/\"', 1, timestamp: 1 value such as /Date(, no time that Scout reads",
    "'\"2026-10-05T10:00:00Z\"', '\"12.50 CR\"', amount: 1 value such as 12.50 CR, no number",
    "'\"2026-10-05T10:00:00Z\"', '\"١٢٫٥٠\"', amount: 1 value such as ١٢٫٥٠, no number",
    "'\"2026-10-05T10:00:00Z\"', '\"12,34,567.00\"', amount: 1 value such as 12, no number",
    "'\"2026-10-05T10:00:00Z\"', '\"1\u2019234.50\"', amount: 1 value such as 1, no number",
    "'\"2026-10-05T10:00:00Z\"', '1,\"currency\":\"₱\"', currency: 1 value such as ₱, no code"
  })
  void saysWhichValuesAreNotRead(String time, String amount, String begins, String says)
      throws Exception {
    FitReport report = look("day.jsonl", RECORD.formatted(1, time, amount));
    assertThat(report.after().transactions()).isZero();
    assertThat(report.proposal().advice())
        .anySatisfy(line -> assertThat(line).startsWith(begins).contains(says));
  }

  @Test
  void saysWhatPartsASingleColumn() throws Exception {
    for (String row : List.of("a^b\n1^2\n", "\"a^b\"\n\"1^2\"\n")) {
      assertThat(advice(look("day.csv", row))).contains("single column, which '^' seems to part");
    }
  }

  private FitReport look(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return new FileFitting(Map.of(), new TypingTrial(handle)).look(List.of(FitInputs.file(file)));
  }

  private static List<String> settings(FitReport report) {
    return report.proposal().settings().stream().map(ProposedSetting::envLine).toList();
  }

  private static String advice(FitReport report) {
    return String.join("\n", report.proposal().advice());
  }
}
