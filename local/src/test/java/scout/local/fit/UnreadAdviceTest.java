package scout.local.fit;

import static org.assertj.core.api.Assertions.assertThat;

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

  private FitReport look(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return new FileFitting(Map.of(), new TypingTrial(handle)).look(List.of(FitInputs.file(file)));
  }

  private static List<String> settings(FitReport report) {
    return report.proposal().settings().stream().map(ProposedSetting::envLine).toList();
  }
}
